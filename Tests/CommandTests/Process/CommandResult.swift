/// What a process left behind.
struct CommandResult: Equatable {
  /// What it wrote to standard output; with messages, where they were asked for in one text.
  var output: String
  /// What it wrote to standard error.
  var messages: String
  var exitCode: Int32
}
