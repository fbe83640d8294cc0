import Diagnostics
import Ingest
import KubernetesClient
import Testing
import TopologyModel

/// What a recorder shows on a terminal.
@Suite("the screen of a recorder")
struct RecorderScreenTests {
  private static let second: Int64 = 1_000_000_000
  private static let begun = Instant(nanoseconds: 1_000 * second)
  private static let refusal =
    "no connection to api.prod.example.org:6443: connection refused, network is unreachable"

  private static func time(_ seconds: Int64) -> Instant {
    Instant(nanoseconds: begun.nanoseconds + seconds * second)
  }

  private static func watch(
    _ kind: ResourceKind,
    of cluster: String = "prod",
    in namespace: String? = nil,
    problem: String? = nil
  ) -> WatchState {
    var state = WatchState(cluster: cluster, kind: kind, namespace: namespace)
    state.phase = problem == nil ? .watching : .waiting
    state.revision = problem == nil ? Revision("48120") : nil
    state.lastToldAt = problem == nil ? time(3) : nil
    state.gapSince = problem == nil ? nil : time(0)
    state.problem = problem
    return state
  }

  private static func screen() -> RecorderScreen {
    RecorderScreen(title: "hindcast record into hindcast.db", begunAt: begun)
  }

  private static func lines(
    _ watches: [WatchState],
    messages: [String] = [],
    store: LiveStoreState = LiveStoreState(),
    width: Int = 80,
    height: Int = 23
  ) -> [String] {
    var screen = screen()
    for message in messages { screen.add(message) }
    return screen.lines(watches, store: store, now: time(65), width: width, height: height)
  }

  @Test("it has a line for each watch, the store's, and the last lines of the log")
  func whole() {
    var store = LiveStoreState()
    store.appendedCount = 120
    store.queuedCount = 2
    store.oldestObservedAt = Self.time(63)
    #expect(
      Self.lines(
        [Self.watch(.pod), Self.watch(.service)],
        messages: ["recording prod", "prod pods: 61 listed"],
        store: store
      ) == [
        "hindcast record into hindcast.db  running 1 min 5 s  120 events stored",
        "",
        "CLUSTER  KIND      STATE     REVISION  LAST WORD  EVENTS/S  GAP FOR",
        "prod     services  watching  48120     1 min 2 s  0.0       -",
        "prod     pods      watching  48120     1 min 2 s  0.0       -",
        "",
        "store: 2 events wait, 2 s behind",
        "",
        "recording prod",
        "prod pods: 61 listed",
      ]
    )
  }

  @Test("watches stand by cluster, kind, and namespace, however they were announced")
  func order() {
    let lines = Self.lines([
      Self.watch(.node, of: "west"), Self.watch(.pod, of: "east", in: "shop"),
      Self.watch(.service, of: "west"), Self.watch(.pod, of: "east", in: "pay"),
    ])
    let names = lines[3...6].map { $0.split(separator: #/ {2,}/#).prefix(2).joined(separator: " ") }
    #expect(names == ["east pods in pay", "east pods in shop", "west services", "west nodes"])
  }

  @Test("changes are counted by the second between two screens")
  func rates() {
    var screen = Self.screen()
    var watch = Self.watch(.pod)
    watch.changeCount = 10
    let store = LiveStoreState()
    _ = screen.lines([watch], store: store, now: Self.time(0), width: 80, height: 23)
    watch.changeCount = 25
    let lines = screen.lines([watch], store: store, now: Self.time(2), width: 80, height: 23)
    #expect(lines[3].contains("  7.5  "))
    let later = screen.lines([watch], store: store, now: Self.time(3), width: 80, height: 23)
    #expect(later[3].contains("  0.0  "))
  }

  @Test(
    "a reason that several kinds have is told once, below the table, over as many rows as it needs"
  )
  func problems() {
    let watches = [
      Self.watch(.pod, problem: Self.refusal), Self.watch(.node, problem: Self.refusal),
      Self.watch(.service),
    ]
    #expect(
      Self.lines(watches)[3...8] == [
        "prod     services  watching  48120     1 min 2 s  0.0       -",
        "prod     pods      waiting   -         -          0.0       1 min 5 s",
        "prod     nodes     waiting   -         -          0.0       1 min 5 s",
        "",
        "prod pods, nodes: no connection to api.prod.example.org:6443: connection",
        "  refused, network is unreachable",
      ]
    )
    #expect(
      Self.lines(watches, width: 200).contains("prod pods, nodes: \(Self.refusal)")
    )
  }

  @Test(
    "no line is wider than the terminal, and there are no more than it has rows",
    arguments: [1, 2, 7, 20, 40, 79, 80, 200],
    [1, 2, 3, 5, 8, 12, 23, 49]
  )
  func bounds(width: Int, height: Int) {
    let watches = ["kubernetes-admin@kubernetes", "集群", "west\u{1B}[2J"].flatMap { cluster in
      ResourceKind.allCases.map { kind in
        Self.watch(kind, of: cluster, problem: kind == .node ? Self.refusal + "\u{7}\n語" : nil)
      }
    }
    let messages = (1...9).map { "\($0) " + String(repeating: "語 and a word ", count: 30) }
    for count in [0, 1, watches.count] {
      let lines = Self.lines(
        Array(watches.prefix(count)),
        messages: messages,
        width: width,
        height: height
      )
      #expect(lines.count <= height)
      #expect(!lines.isEmpty)
      for line in lines {
        #expect(DisplayWidth.width(of: line) <= width, "`\(line)`")
        #expect(DisplayWidth.escaped(line) == line)
      }
    }
  }

  @Test("columns stay below their titles whatever alphabet a cluster's name is in")
  func alignment() throws {
    let lines = Self.lines([Self.watch(.pod, of: "集群"), Self.watch(.pod, of: "longer-name")])
    let places = try lines[2...4].map { line in
      let end = try #require(line.firstRange(of: /KIND|pods/)?.lowerBound)
      return DisplayWidth.width(of: String(line[..<end]))
    }
    #expect(Set(places).count == 1)
  }

  @Test(
    "a narrow terminal cuts long names first, then leaves out columns, never the state and the gap"
  )
  func narrow() {
    let watch = Self.watch(.endpointSlice, of: "kubernetes-admin@kubernetes", problem: "no answer")
    #expect(
      Self.lines([watch], width: 80)[2...3] == [
        "CLUSTER        KIND            STATE    REVISION  LAST WORD  EVENTS/S  GAP FOR",
        "kubernetes-a…  endpointslices  waiting  -         -          0.0       1 min 5 s",
      ]
    )
    #expect(
      Self.lines([watch], width: 48)[2...3] == [
        "CLUSTER       KIND            STATE    GAP FOR",
        "kubernetes-…  endpointslices  waiting  1 min 5 s",
      ]
    )
  }

  @Test(
    "a low terminal shows first the watches that have a problem, and says how many it leaves out"
  )
  func low() {
    let watches = (1...9).map { number in
      Self.watch(.pod, of: "c\(number)", problem: number == 7 ? "no answer" : nil)
    }
    let lines = Self.lines(watches, messages: ["a line"], height: 12)
    #expect(lines.count <= 12)
    #expect(lines[3].hasPrefix("c7  "))
    #expect(lines.contains { $0.hasPrefix("… ") && $0.hasSuffix(" more watches") })
    #expect(lines.contains("c7 pods: no answer"))
    #expect(lines.contains { $0.hasPrefix("store: ") })
  }

  @Test("the log shows its last six lines, and fewer where there is no room")
  func log() {
    let messages = (1...9).map { "line \($0)" }
    #expect(
      Self.lines([Self.watch(.pod)], messages: messages).suffix(7) == [
        "", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9",
      ]
    )
    #expect(
      Self.lines([Self.watch(.pod)], messages: messages, height: 9).suffix(3) == [
        "", "line 8", "line 9",
      ]
    )
  }

  @Test("it says that the store is slower than the clusters, and that a write failed")
  func store() {
    var store = LiveStoreState()
    store.queuedCount = 9_000
    store.oldestObservedAt = Self.time(5)
    store.isHoldingBack = true
    #expect(
      Self.lines([], store: store, width: 200).contains(
        "store: slower than the clusters, 9000 events wait, 1 min 0 s behind; "
          + "the watches are held back"
      )
    )
    store.failure = "the disk is full"
    #expect(
      Self.lines([], store: store).contains(
        "store: a write failed and is tried again: the disk is full"
      )
    )
  }
}
