import Foundation

/// The commands of the executable with their options, as it tells them itself.
struct CommandTree: Decodable {
  /// A command.
  struct Command: Decodable {
    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Command]?
    var shouldDisplay: Bool?

    /// The options and flags as they are written.
    var options: [String] {
      (arguments ?? []).filter(\.shouldDisplay).flatMap { ($0.names ?? []).map(\.text) }
    }
  }

  /// An option, a flag, or an argument.
  struct Argument: Decodable {
    /// A name of an option.
    struct Name: Decodable {
      var kind: String
      var name: String

      /// The name with its dashes.
      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var names: [Name]?
    var shouldDisplay: Bool
  }

  var command: Command

  /// The commands below the root, but for `help`, which has options only to have them.
  var commands: [Command] {
    (command.subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
  }

  /// Asks the executable.
  static func current() throws -> CommandTree {
    let result = try HindcastExecutable.run(["--experimental-dump-help"], in: ProjectTree.root)
    return try JSONDecoder().decode(CommandTree.self, from: Data(result.output.utf8))
  }
}
