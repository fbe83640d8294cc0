/// What makes a block no transcript.
struct TranscriptError: Error, Equatable {
  var line: Int
  var message: String
}
