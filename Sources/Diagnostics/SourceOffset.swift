/// A position in source text: the number of UTF-8 bytes before it.
public typealias SourceOffset = Int
