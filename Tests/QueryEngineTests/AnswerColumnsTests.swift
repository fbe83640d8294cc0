import Testing
import TopologyModel

@testable import QueryEngine

@Suite("columns of answers")
struct AnswerColumnsTests {
  private static let questions: [BoundQuestion] = {
    let service = Sample.name(.exact(namespace: "shop", name: "cart"))
    return [
      .podsServing(service: service, port: nil, vantage: nil, draining: nil),
      .why(service: service, port: nil, pod: nil), .dns(name: "s.a.svc.cluster.local", type: nil),
      .findings(kind: nil, name: service, lag: 0, isPart: false), .servicesServed(pod: service),
      .podsListed(service: service, port: nil),
      .podsSelected(service: service), .endpointsOf(service: service, port: nil, vantage: nil),
      .slicesOf(service: service), .endpoints(matching: service), .events(kind: nil, name: nil),
      .coverage(kind: nil, namespace: nil),
    ] + ResourceKind.allCases.map { .objects($0, matching: service) }
  }()

  @Test("every row has as many cells as there are columns", arguments: questions)
  func counts(question: BoundQuestion) throws {
    let columns = QuestionColumns.columns(of: question)
    let row = Sample.row(columns.map { .text($0.name) })
    let answer = Sample.answer(columns: columns, rows: [row])
    let all = AnswerColumns.all(answer)
    let values = AnswerColumns.values(row, answer)
    #expect(values.count == all.count)
    let names = all.map { $0.name }
    #expect(Set(names).count == names.count, "names stand there once")
    let certainty = try #require(names.firstIndex(of: "certainty"))
    #expect(values[certainty] == .text("observed"))
  }

  @Test("every question has a key, so that its rows have an order", arguments: questions)
  func keys(question: BoundQuestion) {
    let columns = QuestionColumns.columns(of: question)
    #expect(columns.first?.isKey == true)
  }
}
