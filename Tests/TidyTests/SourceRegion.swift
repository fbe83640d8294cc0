/// What a byte of a Swift file is part of.
enum SourceRegion {
  case code
  case comment
  case string
}
