/// The commands of a session: lines that begin with a backslash.
enum ConsoleCommand: String, CaseIterable {
  case help
  case at
  case step
  case namespace
  case cluster
  case format
  case tz
  case timing
  case explain
  case watch
  case save
  case run
  case queries
  case open
  case status
  case quit

  /// What else may be typed for it.
  private static let aliases: [String: ConsoleCommand] = [
    "?": .help, "h": .help, "q": .quit, "exit": .quit, "n": .namespace, "s": .step,
    "x": .explain, "w": .watch,
  ]

  /// The words that are commands without a backslash, too: no query begins with them, and nobody should
  /// be locked in.
  static let bareWords: [String: ConsoleCommand] = ["help": .help, "quit": .quit, "exit": .quit]

  /// Reads a command's name without its backslash; nil where there is none of that name.
  init?(name: String) {
    guard let command = ConsoleCommand(rawValue: name) ?? Self.aliases[name] else { return nil }
    self = command
  }

  /// How it is written.
  var usage: String {
    switch self {
    case .help: #"\help [TOPIC]"#
    case .at: #"\at [TIME | now]"#
    case .step: #"\step [N | back [N]]"#
    case .namespace: #"\namespace [NAME]"#
    case .cluster: #"\cluster [NAME]"#
    case .format: #"\format [FORMAT]"#
    case .tz: #"\tz [ZONE]"#
    case .timing: #"\timing [on | off]"#
    case .explain: #"\explain [QUERY]"#
    case .watch: #"\watch DURATION [QUERY]"#
    case .save: #"\save [-f] NAME [DESCRIPTION]"#
    case .run: #"\run NAME [PARAMETER=VALUE …]"#
    case .queries: #"\queries"#
    case .open: #"\open FILE"#
    case .status: #"\status"#
    case .quit: #"\quit"#
    }
  }

  /// What it does, in one line.
  var summary: String {
    switch self {
    case .help: "these lines, or help on a topic, such as `\\help serving`"
    case .at: "look from a time: it is what `now` means from there on"
    case .step: "go to the next change of the last answer, or back to the one before"
    case .namespace: "the namespace of bare names"
    case .cluster: "the cluster of queries that name none"
    case .format: "how answers are shown"
    case .tz: "the time zone that answers are shown in"
    case .timing: "tell how long queries take"
    case .explain: "how a query, or the last one, is answered"
    case .watch: "ask a query, or the last one, again and again, and show what changed"
    case .save: "save the last query under a name"
    case .run: "ask a saved query"
    case .queries: "list the saved queries"
    case .open: "open another store"
    case .status: "the store, its clusters, and the settings of this session"
    case .quit: "leave; so does Ctrl-D"
    }
  }

  /// What there is to know beyond that; empty where there is nothing.
  var details: String {
    switch self {
    case .help: "Topics are the questions, clauses, and stages of TQL, and these commands."
    case .at:
      """
      All queries look from there: without a time clause they ask about that
      instant, `-5m` is five minutes before it, and events end with it. The prompt
      shows it. A relative time is relative to where you look from.
        \\at 2026-11-23T04:30:06Z
        \\at -30s
        \\at rv 12859
        \\at now                 back to the present
      """
    case .step:
      """
      Goes to the next instant at which the last query has another answer, shows
      what changed and the answer, and looks from there (see \\at). With a number
      it goes that many changes. Where observation ends or begins, the answer is
      another one, too.
        pods serving shop/web at 2026-11-23T04:30:00Z
        \\step
        \\step back
      """
    case .namespace: "Without a name: says which one it is. `\\namespace default` goes back."
    case .cluster: "Without a name: says which one it is, and which there are."
    case .format: "Without a name: says which one it is, and which there are."
    case .tz:
      """
      Times in queries have their zone written with them; UTC is Z.
        \\tz Europe/Berlin
        \\tz UTC
      """
    case .timing: "Without a word: switches it. The time is no part of the answer."
    case .explain: "`explain analyze QUERY` is a query of its own; it runs and measures."
    case .watch:
      """
      Ends with Ctrl-C. Lines with + came, lines with - went.
        \\watch 5s pods serving shop/web
      """
    case .save:
      """
      Names are lower-case letters, digits, and dashes. -f replaces a query.
      Saved queries are run with \\run here, and with `hindcast run` from the shell.
      """
    case .run: "  \\run service-outages service=shop/web from=-1d"
    case .queries: "`\\run NAME` asks one; `hindcast queries NAME` shows its text."
    case .open: "Settings and history stay, but for the cluster and the time looked from."
    case .status, .quit: ""
    }
  }
}
