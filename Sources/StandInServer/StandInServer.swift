/// An API server for tests.
public struct StandInServer {}
