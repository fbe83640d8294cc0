/// What a report says, apart from what it rests on.
struct ReportContent {
  var facts: [Report.Fact]
  var sections: [ReportSection]
  var remarks: [String]
}
