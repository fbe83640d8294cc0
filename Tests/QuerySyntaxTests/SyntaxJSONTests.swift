import Foundation
import QuerySyntax
import Testing

@Suite("syntax as JSON")
struct SyntaxJSONTests {
  @Test("a tree has its nodes, their parts and their spans")
  func tree() throws {
    let query = try ParserTests.query("pods serving shop/cart on port 80 at now | where ready")
    #expect(
      query.syntaxJSON
        == #"{"tql":1,"header":{"doc":[],"params":[],"columns":[]},"let":[],"statement":"#
        + #"{"node":"question","question":{"node":"pods serving","service":"#
        + #"{"node":"name","namespace":"shop","name":"cart","quoted":false,"span":[13,22]},"#
        + #""port":{"node":"port","number":80,"span":[31,33]},"span":[0,33]},"#
        + #""time":{"node":"at","instant":{"node":"instant","now":true,"span":[37,40]},"#
        + #""span":[34,40]},"stages":[{"node":"where","condition":"#
        + #"{"node":"column","column":"ready","span":[49,54]},"span":[43,54]}],"span":[0,54]}}"#
    )
  }

  @Test("every tree is JSON")
  func everyForm() throws {
    var generator = QueryGenerator(random: SplitMix64(seed: SplitMix64.seed))
    for _ in 0..<200 {
      let data = Data(generator.query().syntaxJSON.utf8)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
    }
  }
}
