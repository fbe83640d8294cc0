/// A query that is a part of something was refused, and why is told.
struct QueryRefused: Error {}
