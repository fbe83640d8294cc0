/// What the demo asks, and in which order.
enum DemoStory {
  /// Some questions under a title.
  struct Chapter {
    var title: String
    var queries: [String]
  }

  static let cluster = "demo"

  static let recordings = ["rolling-update", "outage", "watch-gap", "seed"]

  private static let columns =
    "| select pod, address, target_port, node, ready, terminating, eligible_as"

  static let chapters = [
    Chapter(
      title: "Which Pods served my-service on port 80: before, during and after a change",
      queries: [
        "pods serving my-service on port 80 at 2026-11-23T04:39:51.6Z",
        "pods serving my-service on port 80 at 2026-11-23T04:39:54Z",
        "pods serving my-service on port 80 at 2026-11-23T04:39:57.3Z",
      ]
    ),
    Chapter(
      title: "A rolling update moves the named port http from 8080 to 8081: three instants",
      queries: [
        "pods serving shop/web on port web at 2026-11-23T04:30:04.2Z \(columns)",
        "pods serving shop/web on port web at 2026-11-23T04:30:06.3Z \(columns)",
        "pods serving shop/web on port web at 2026-11-23T04:30:10.1Z \(columns)",
      ]
    ),
    Chapter(
      title: "An outage: when nothing served shop/cart, and why",
      queries: [
        "pods serving shop/cart from 2026-11-23T04:30:52Z to 2026-11-23T04:31:03Z | outages longer than 1s",
        "why shop/cart at 2026-11-23T04:30:58Z | select pod, serving, reason, detail, since",
      ]
    ),
    Chapter(
      title: "What the store knows of its own gaps",
      queries: [
        "coverage of pods | where state = \"not-observed\"",
        "services at 2026-11-23T04:39:00Z | select namespace, name, cluster_ips",
      ]
    ),
  ]

  static func ending(store: String, executable: String) -> String {
    """

    Try next:
      \(executable) query --store \(store) 'endpoints of selectorless/my-service at 2026-11-23T04:39:53Z'
      \(executable) query --store \(store) 'owners of ip 10.244.1.3 from 2026-11-23T04:30:00Z to 2026-11-23T04:32:00Z'
      \(executable) repl --store \(store)
      \(executable) report availability --store \(store) -o availability.html

    """
  }
}
