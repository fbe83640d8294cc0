import Testing

@testable import KubernetesClient

@Suite("proxies")
struct ProxyTests {
  private static func proxy(
    _ environment: [String: String],
    server: String = "https://api.example.com:6443"
  ) throws -> String? {
    let address = try ServerAddress(server: server, isTLSConfigured: true)
    return try ProxyEnvironment.proxy(for: address, environment: environment)?.description
  }

  @Test(
    "the environment names a proxy by the server's scheme",
    arguments: [
      (["HTTPS_PROXY": "http://p:3128"], "http://p:3128"),
      (["https_proxy": "p"], "http://p:80"),
      (["HTTPS_PROXY": "p:3128"], "http://p:3128"),
      (["HTTPS_PROXY": "https://p"], "https://p:443"),
      (["HTTPS_PROXY": "socks5://p"], "socks5://p:1080"),
      (["HTTPS_PROXY": "socks5h://[::2]:9"], "socks5://[::2]:9"),
      (["HTTPS_PROXY": "http://a", "https_proxy": "http://b"], "http://a:80"),
      (["HTTPS_PROXY": "", "https_proxy": "http://b"], "http://b:80"),
      (["HTTP_PROXY": "http://p"], nil),
      (["ALL_PROXY": "socks5://p:1"], "socks5://p:1"),
      (["all_proxy": "socks5://p:1", "HTTPS_PROXY": "q:2"], "http://q:2"),
      (["HTTPS_PROXY": "p", "NO_PROXY": "example.com"], nil),
      (["HTTPS_PROXY": "p", "no_proxy": "example.com"], nil),
      ([:], nil),
    ]
  )
  func environment(environment: [String: String], expected: String?) throws {
    #expect(try Self.proxy(environment) == expected)
  }

  @Test("a server without encryption takes the other variable")
  func plain() throws {
    let environment = ["HTTP_PROXY": "a:1", "HTTPS_PROXY": "b:2"]
    #expect(try Self.proxy(environment, server: "http://h") == "http://a:1")
  }

  @Test("user and password are read without percent signs")
  func userinfo() throws {
    let proxy = try ProxyAddress("http://jo%40x:a%3Ab:c@p:1", allowsBareHost: false)
    #expect(proxy.user == "jo@x")
    #expect(proxy.password?.text == "a:b:c")
    #expect(proxy.description == "http://p:1")
    let bare = try ProxyAddress("jo:pw@p", allowsBareHost: true)
    #expect(bare.user == "jo")
    #expect(throws: URLFault.self) { try ProxyAddress("p:1", allowsBareHost: false) }
  }

  @Test("the proxy of the cluster wins over the environment, even for a local server")
  func cluster() throws {
    let folder = try ConfigurationFolder()
    let environment = ["HTTPS_PROXY": "http://q", "NO_PROXY": "*"]
    let connection = try folder.connection(
      cluster: "server: https://127.0.0.1:6443\nproxy-url: http://p:8080",
      environment: environment
    )
    #expect(connection.proxy?.host == "p")
    let other = try folder.connection(environment: ["HTTPS_PROXY": "http://q"])
    #expect(other.proxy?.host == "q")
  }

  @Test("a proxy in the environment that is no URL is an error without its password")
  func unusable() throws {
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try Self.proxy(["https_proxy": "http://u:hush@h:x"])
    }
    #expect(
      error.message == "the proxy `http://…@h:x` in the environment variable `https_proxy` cannot "
        + "be used: its port is not a number from 1 to 65535"
    )
  }

  @Test(
    "excluded servers follow the rules of Go",
    arguments: [
      ("", "h.example.com", 443, false),
      ("", "localhost", 443, true),
      ("", "127.0.0.1", 443, true),
      ("", "127.1.2.3", 443, true),
      ("", "::1", 443, true),
      ("", "localhost.example.com", 443, false),
      ("*", "h.example.com", 443, true),
      ("a, *", "h.example.com", 443, true),
      ("example.com", "example.com", 443, true),
      ("example.com", "h.example.com", 443, true),
      ("example.com", "hexample.com", 443, false),
      ("EXAMPLE.com ", "H.example.COM", 443, true),
      (".example.com", "example.com", 443, false),
      (".example.com", "a.h.example.com", 443, true),
      ("*.example.com", "example.com", 443, false),
      ("*.example.com", "h.example.com", 443, true),
      ("*example.com", "h.example.com", 443, false),
      ("example.com:6443", "h.example.com", 6443, true),
      ("example.com:6443", "h.example.com", 443, false),
      ("10.0.0.1", "10.0.0.1", 443, true),
      ("10.0.0.1", "10.0.0.2", 443, false),
      ("10.0.0.1:443", "10.0.0.1", 443, true),
      ("10.0.0.1:443", "10.0.0.1", 6443, false),
      ("10.0.0.0/8", "10.9.9.9", 443, true),
      ("10.0.0.0/8", "11.0.0.1", 443, false),
      ("10.0.0.0/8", "ten.example.com", 443, false),
      ("2001:db8::/32", "2001:db8::7", 443, true),
      ("2001:db8::7", "2001:db8:0::7", 443, true),
      ("[2001:db8::7]:443", "2001:db8::7", 443, true),
      ("[2001:db8::7]:443", "2001:db8::7", 444, false),
      (",, ,:443", "h.example.com", 443, false),
      ("a,b,example.com", "h.example.com", 443, true),
    ]
  )
  func exclusions(list: String, host: String, port: Int, isExcluded: Bool) {
    #expect(ProxyExclusions(list).excludes(host: host, port: port) == isExcluded)
  }
}
