import Testing

@testable import KubernetesClient

@Suite("the address of a server")
struct ServerAddressTests {
  @Test(
    "a server is read as kubectl reads it",
    arguments: [
      ("https://api.example.com", false, "https api.example.com 443 ''"),
      ("https://API.example.com:6443/", false, "https api.example.com 6443 ''"),
      ("http://localhost:8001", true, "http localhost 8001 ''"),
      ("HTTPS://h", false, "https h 443 ''"),
      ("https://h:", false, "https h 443 ''"),
      ("https://h/k8s/clusters/c-1/", false, "https h 443 '/k8s/clusters/c-1'"),
      ("https://h/a//?b=c#d", false, "https h 443 '/a'"),
      ("https://h?b=c", false, "https h 443 ''"),
      ("https://[2001:DB8::1]:6443", false, "https 2001:db8::1 6443 ''"),
      ("https://[::1]", false, "https ::1 443 ''"),
      ("https://[fe80::1%25eth0]", false, "https fe80::1%eth0 443 ''"),
      ("api.example.com", true, "https api.example.com 443 ''"),
      ("api.example.com", false, "http api.example.com 80 ''"),
      ("10.0.0.1:6443", true, "https 10.0.0.1 6443 ''"),
      ("10.0.0.1:8080/", false, "http 10.0.0.1 8080 ''"),
      ("[::1]:6443", true, "https ::1 6443 ''"),
    ]
  )
  func table(text: String, isTLSConfigured: Bool, expected: String) throws {
    let address = try ServerAddress(server: text, isTLSConfigured: isTLSConfigured)
    let found =
      "\(address.scheme.rawValue) \(address.host) \(address.port) '\(address.pathPrefix)'"
    #expect(found == expected)
    let again = try ServerAddress(server: address.description, isTLSConfigured: false)
    #expect(again == address)
  }

  @Test(
    "what is no server is refused with the reason",
    arguments: [
      ("https://", "it names no host"),
      ("https:///path", "it names no host"),
      ("ftp://h", "its scheme is neither `https` nor `http`"),
      ("://h", "it does not begin with a scheme such as `https://`"),
      ("host/path", "without `https://` it is a host and a port, but it has a path"),
      ("https://u:p@h", "it holds a user name, which belongs to the `user` entry"),
      ("https://h:0", "its port is not a number from 1 to 65535"),
      ("https://h:65536", "its port is not a number from 1 to 65535"),
      ("https://h:+1", "its port is not a number from 1 to 65535"),
      ("https://h:99999999999999999999", "its port is not a number from 1 to 65535"),
      ("https://::1", "its host has several colons; an IPv6 address stands in brackets"),
      ("https://[::1", "its bracket is not closed"),
      ("https://[h]", "what stands in brackets is no IPv6 address"),
      ("https://[]", "what stands in brackets is no IPv6 address"),
      ("https://[::1]x", "there is text between the bracket and the port"),
      ("https://h h", "it holds a blank or a character that is not ASCII"),
      ("https://h\u{e9}", "it holds a blank or a character that is not ASCII"),
      ("https://h$", "its host holds a character that no host has"),
      ("https://%zz@h", "it holds a percent sign without two hexadecimal digits"),
    ]
  )
  func refused(text: String, reason: String) {
    #expect(throws: URLFault(reason)) {
      try ServerAddress(server: text, isTLSConfigured: true)
    }
  }

  @Test("an authority or a skipped verification makes a bare host encrypted")
  func bareHost() throws {
    let folder = try ConfigurationFolder()
    #expect(try folder.connection(cluster: "server: h:1").server.scheme == .http)
    let skipping = "server: h:1\ninsecure-skip-tls-verify: true"
    #expect(try folder.connection(cluster: skipping).server.scheme == .https)
    let data = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let trusting = "server: h:1\ncertificate-authority-data: \(data)"
    #expect(try folder.connection(cluster: trusting).server.scheme == .https)
  }

  @Test("who stands in a URL is not shown")
  func shown() {
    #expect(URLText.shown("https://u:hush@h/p") == "https://…@h/p")
    #expect(URLText.shown("u:hush@h") == "…@h")
    #expect(URLText.shown("https://h") == "https://h")
  }
}
