import Foundation
import HindcastServer
import HindcastTestSupport

/// A store that a token may see a namespace of, and the same without all that it may not see.
enum RestrictedStores {
  /// What the namespace `shop` had.
  static let own = [
    "10:00:00 add service shop/cart  selector=app:cart port=80 clusterip=10.96.0.10 rv=100",
    "10:00:00 add service shop/door  type=ExternalName externalname=db.example.com rv=102",
    "10:00:00 add service shop/out   type=ExternalName externalname=front.web.svc.cluster.local rv=104",
    "10:00:01 add pod shop/cart-1 ip=10.0.0.1 labels=app:cart ready=true node=n1 rv=106",
    "10:00:01 add pod shop/cart-2 ip=10.0.0.2 labels=app:cart ready=true node=n2 rv=108",
    "10:00:01 add pod shop/host-1 ip=192.168.0.1 hostnetwork=true ready=true node=n1 rv=110",
    "10:00:02 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,node:n1,ready"
      + " endpoint=10.0.0.2,pod:cart-2,node:n2,ready rv=112",
    "10:00:03 add service shop/near  selector=app:cart port=80 clusterip=10.96.0.12"
      + " internalpolicy=Local rv=114",
    "10:00:03 add slice shop/near-x service=near port=:8080"
      + " endpoint=10.0.0.2,pod:cart-2,node:n2,ready rv=116",
    "10:00:10 modify pod shop/cart-1 ready=false rv=120",
    "10:00:11 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,node:n1,notready"
      + " endpoint=10.0.0.2,pod:cart-2,node:n2,ready rv=122",
    "10:00:20 delete pod shop/cart-2 rv=130",
    "10:00:21 delete slice shop/near-x rv=131",
    "10:00:21 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,node:n1,notready rv=132",
    "10:00:30 modify pod shop/cart-1 ready=true rv=140",
    "10:00:31 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,node:n1,ready rv=142",
    "10:00:40 delete pod shop/host-1 rv=150",
    "10:01:00 bookmark rv=190",
  ]

  /// What it may not see: Nodes, and a namespace whose Pods and Services contend for addresses.
  static let foreign = [
    "10:00:00 add service web/front selector=app:front port=80 clusterip=10.96.0.11 rv=101",
    "10:00:00 add service web/rival selector=app:front port=80 clusterip=10.96.0.10 rv=103",
    "10:00:01 add pod web/front-1 ip=10.0.0.3 labels=app:front ready=true node=n1 rv=105",
    "10:00:01 add pod web/front-2 ip=10.0.0.1 labels=app:front ready=true node=n2 rv=107",
    "10:00:01 add node n1 ip=192.168.0.1 ready=true zone=a rv=109",
    "10:00:02 add node lonely ip=192.168.0.9 ready=true zone=far rv=113",
    "10:00:02 add slice web/front-x service=front port=:8080 endpoint=10.0.0.3,pod:front-1,ready"
      + " endpoint=10.0.0.1,pod:front-2,ready rv=111",
    "10:00:09 modify node n1 ready=false rv=119",
    "10:00:22 add pod web/front-3 ip=10.0.0.2 labels=app:front ready=true node=n2 rv=133",
    "10:00:29 modify node n1 ready=true rv=139",
    "10:00:32 delete pod web/front-1 rv=143",
  ]

  /// What no answer for the namespace may say.
  static let secrets = ["front-", "web/", "rival", "\"web\"", "lonely"]

  /// Both in order.
  static var all: [String] {
    (own + foreign).sorted { revision($0) < revision($1) }
  }

  private static func revision(_ line: String) -> Int {
    line.split(separator: "rv=").last.flatMap { Int($0) } ?? 0
  }

  /// Lets a test ask two servers with a token for `shop`: one over all of the store, and one over what
  /// such a token may see.
  static func ask(
    _ body: (_ full: TestServer, _ own: TestServer, _ headers: [(String, String)]) async throws ->
      Void
  ) async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    let entry = TokenEntry(
      name: "shop",
      sha256: TokenFile.hash(of: "token-of-shop".utf8),
      scopes: [.read],
      namespaces: ["shop"],
      clusters: nil,
      expires: nil
    )
    let open = TokenEntry(
      name: "ops",
      sha256: TokenFile.hash(of: "token-of-ops".utf8),
      scopes: [.read],
      namespaces: nil,
      clusters: nil,
      expires: nil
    )
    try Data(try TokenFile(tokens: [entry, open]).text.utf8).write(to: URL(filePath: path))
    try await withServer(all) {
      $0.tokensPath = path
    } _: { full in
      try await withServer(own) {
        $0.tokensPath = path
      } _: { own in
        try await body(full, own, [("Authorization", "Bearer token-of-shop")])
      }
    }
  }

  /// The token that may see all.
  static let unrestricted = [("Authorization", "Bearer token-of-ops")]

  /// Which of the secrets a text has.
  static func leaks(_ text: String) -> [String] { secrets.filter { text.contains($0) } }

  /// A text without the positions of events, which other events shift, and without hashes.
  static func withoutPositions(_ text: String) -> String {
    text.replacing(/[0-9a-f]{64}/, with: "HASH")
      .replacing(/event [0-9]+/, with: "event N")
  }
}
