/// A bound that no user can run into, and why.
struct LimitExemption {
  let name: LimitName
  let reason: String

  /// Creates an exemption of a type's member.
  init(_ type: String, _ member: String, _ reason: String) {
    name = LimitName(type: type, member: member)
    self.reason = reason
  }

  static let all: [LimitExemption] = [
    LimitExemption("SimulationStore", "pageItemsMax", "how a simulation is stored, whatever it is"),
    LimitExemption(
      "SimulationStore",
      "commitRecordsMax",
      "how a simulation is stored, whatever it is"
    ),
    LimitExemption(
      "ProgressPace",
      "secondsMin",
      "when a progress begins to tell how long it will take"
    ),
    LimitExemption(
      "ProgressPace",
      "shareMin",
      "when a progress begins to tell how long it will take"
    ),
    LimitExemption("DamagedLog", "eventBytesMin", "a fact of the layout of events"),
    LimitExemption(
      "LogSnapshot",
      "replayedRowsMax",
      "how a replay is parted; nothing is lost by it"
    ),
    LimitExemption("Salvage", "batchMax", "how a salvage is parted; nothing is lost by it"),
    LimitExemption(
      "FeedClock",
      "stepNanosecondsMax",
      "the greatest step that was seen, and no bound"
    ),
    LimitExemption(
      "ZstdDecoder",
      "sizeMax",
      "how much is set aside beforehand; more is taken when it is there"
    ),
    LimitExemption(
      "FlowAttributor",
      "outputBytesMax",
      "how output is parted; nothing is lost by it"
    ),
    LimitExemption("ClusterSimulation", "listedItemsMax", "how a made-up list is told"),
    LimitExemption("ClusterSimulation", "choicesMax", "how a cluster is made up"),
    LimitExemption("ClusterSimulation", "beginningsMax", "how a cluster is made up"),
    LimitExemption("ClusterSimulation", "namespacesMax", "how a cluster is made up"),
    LimitExemption("ClusterSimulation", "triesMax", "how a cluster is made up"),
    LimitExemption(
      "ClusterSimulation",
      "batchRecordsMax",
      "how records are parted; nothing is lost by it"
    ),
    LimitExemption(
      "ClusterSimulation",
      "batchBytesMax",
      "how records are parted; nothing is lost by it"
    ),
    LimitExemption("ListedRun", "singleLookupsMax", "which of two equal ways of reading is taken"),
    LimitExemption("RunRow", "singleRowsMax", "which of two equal ways of reading is taken"),
    LimitExemption("RunRow", "endedMax", "which of two equal ways of reading is taken"),
    LimitExemption("RunSpans", "spansMax", "the classes of an index"),
    LimitExemption("StaircaseShelf", "lookupsMin", "which of two equal ways of reading is taken"),
    LimitExemption("CompactRevision", "digitsMax", "which of two equal layouts is taken"),
    LimitExemption(
      "TerminalStream",
      "styleBytesMax",
      "a fact of the sequences that Hindcast writes"
    ),
    LimitExemption(
      "WatchReporter",
      "digitsMax",
      "what counts as a number when reasons are compared"
    ),
    LimitExemption("HTMLCharts", "widthMin", "how wide a stretch is drawn"),
    LimitExemption("NameMap", "ordinalLengthMax", "what counts as the ordinal of a Pod"),
  ]
}
