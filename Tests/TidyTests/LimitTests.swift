import Testing

@Suite("limits")
struct LimitTests {
  private static let page = "docs/reference/limits.md"
  /// Whose input and answers are no user's.
  private static let folders = ["Sources/HindcastTestSupport", "Sources/StandInServer"]

  @Test("every bound has a row in the page of limits, or a reason why it is none of a user")
  func documented() throws {
    let tree = try SourceTree.current()
    let named = LimitName.all(inTablesOf: try tree.text(of: Self.page))
    #expect(named.contains(LimitName(type: "Parser", member: "queryBytesMax")))
    var unused = Set(LimitExemption.all.map(\.name))
    var findings: [Finding] = []
    for file in tree.sourceFiles where !file.isInside(Self.folders) {
      for constant in LimitConstant.all(of: file)
      where !constant.names.contains(where: named.contains) {
        let exempt = constant.names.filter { unused.contains($0) }
        unused.subtract(exempt)
        guard exempt.isEmpty else { continue }
        let message = "`\(constant.member)` has no row in \(Self.page), and no exemption"
        findings.append(Finding(path: file.path, line: constant.line, message: message))
      }
    }
    Finding.report(findings)
    #expect(unused.map(\.text).sorted() == [], "exemptions that nothing needs")
  }

  @Test("no row names what the code has not")
  func present() throws {
    let tree = try SourceTree.current()
    var members: [String: Set<String>] = [:]
    for file in tree.sourceFiles {
      let declared = LimitConstant.members(of: file)
      for type in LimitConstant.types(of: file) { members[type, default: []].formUnion(declared) }
    }
    for name in LimitName.all(inTablesOf: try tree.text(of: Self.page)) {
      let found = members[name.type]
      #expect(found != nil, "\(Self.page) names `\(name.type)`, and there is no such type")
      guard let found, let member = name.member else { continue }
      #expect(found.contains(member), "\(Self.page) names `\(name.text)`, which is not there")
    }
  }

  @Test("exemptions say why")
  func reasons() {
    for exemption in LimitExemption.all { #expect(exemption.reason.count > 10) }
  }

  @Test("bounds are found where they are declared, and names where tables have them")
  func snippet() {
    let text = """
      extension Outer.Inner {
        /// let commentedMax = 1
        private static let bytesMax: Int64 = 1 << 20
        public var rowsMax = 5
        let other = 7, name = "let quotedMax = 1"
        let computedMax = max(1, 2)
        static let ceilingLimit = other
      }
      """
    let file = SourceFile(path: "Sources/A/B.swift", text: text)
    let found = LimitConstant.all(of: file)
    #expect(found.map(\.member) == ["bytesMax", "rowsMax", "ceilingLimit"])
    #expect(found.map(\.line) == [3, 4, 7])
    #expect(found.first?.names == [LimitName(type: "Inner", member: "bytesMax")])
    let page = """
      | a | b | `Outer.Inner.bytesMax`, `rowsMax` | [`x`](y) |
      | c | d | `Binder`, `A.b(c:)` of `d` | – |
      no table: `Other.countMax`
      """
    #expect(
      LimitName.all(inTablesOf: page).map(\.text).sorted()
        == ["A.b", "A.d", "Binder", "Inner.bytesMax", "Inner.rowsMax"]
    )
  }
}
