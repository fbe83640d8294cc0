/// What the grammar tells in characters: samples of its words, and what they look like.
enum GrammarWords {
  /// Rules within which nothing may be separated.
  static let tight: Set<String> = [
    "name", "plain-name", "port-value", "address", "relative", "column", "ip-address", "count",
    "event", "literal",
  ]

  /// Samples of words.
  static let samples: [String: [String]] = [
    "header": [""],
    "digit": ["1", "2", "7"],
    "name-part": ["cart", "web-1", "my-service", "x.y", "0abc", "a"],
    "port-number": ["80", "8080", "65535", "1"],
    "port-name": ["http", "grpc-web", "h2c"],
    "ip-address": ["10.4.5.6", "fd00::1", "0.0.0.0", "::"],
    "ipv6-address": ["fd00::1", "::", "2001:db8::8:800:200c:417a"],
    "address": ["10.4.5.6", "10.4.5.6:80", "fd00::1", "[fd00::1]", "[fd00::1]:8080", "$ip"],
    "dns-name": ["cart.shop.svc.cluster.local", "_http._tcp.cart", "$name", "10.4.5.6"],
    "absolute": [
      "2026-11-20T10:15:00Z", "2026-11-20Z", "2026-02-28t23:59:59.123456789+01:00",
      "2026-11-20+02:00",
    ],
    "revision": ["48213", "\"7\"", "1"],
    "length": ["5m", "1d12h", "90s", "1w2d3h4m5s6ms7us8ns"],
    "bare-text": ["cart-1", "shop/cart", "53/UDP", "a_b-c"],
    "number": ["0", "42", "-7", "3.25", "1e3", "-2.5E-2"],
    "network": ["10.0.0.0/8", "fd00::/8"],
    "identifier": ["ready", "node", "x", "target_port", "labels"],
    "key-character": ["a", "b", "7"],
    "parameter": ["$service", "$t", "$n_1"],
    "quoted": ["\"a-b\"", "\"x y\"", "\"10.0.0.0/8\""],
    "bare-word": ["cart", "shop/cart", "web-*"],
  ]

  /// What a word looks like; the longest that matches is meant.
  private static let patterns: [String: String] = [
    "digit": "[0-9]",
    "letter": "[A-Za-z]",
    "name-part": "[A-Za-z0-9._*-]+",
    "port-number": "[0-9]+",
    "port-name": "[A-Za-z0-9_][A-Za-z0-9_-]*",
    "ip-address": "[0-9a-fA-F:.]*[.:][0-9a-fA-F:.]*",
    "ipv6-address": "[0-9a-fA-F:.]+",
    "dns-name": "[A-Za-z0-9._:-]+|\"(?:[^\"\\\\\n]|\\\\.)*\"|\\$[A-Za-z_][A-Za-z0-9_]*",
    "absolute": "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt][0-9:]{8}(?:\\.[0-9]{1,9})?)?"
      + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})",
    "revision": "[A-Za-z0-9._/*:+-]+|\"[^\"]*\"",
    "length": "(?:[0-9]+(?:ms|us|ns|w|d|h|m|s))+",
    "bare-text": "[A-Za-z0-9_][A-Za-z0-9._/-]*",
    "number": "-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?",
    "network": "[0-9a-fA-F:.]+/[0-9]+",
    "identifier": "[A-Za-z_][A-Za-z0-9_]*",
    "key-character": "[A-Za-z0-9._-]",
    "parameter": "\\$[A-Za-z_][A-Za-z0-9_]*",
    "quoted": "\"(?:[^\"\\\\\n]|\\\\.)*\"",
    "bare-word": "[A-Za-z0-9._/*:+-]+",
    "header": "",
  ]

  /// The patterns, compiled.
  static func compiled() throws -> [String: Regex<AnyRegexOutput>] {
    try patterns.mapValues { try Regex($0) }
  }
}
