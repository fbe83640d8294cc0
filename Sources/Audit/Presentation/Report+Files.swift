extension Report {
  /// The files of the report in a format, the main one first.
  ///
  /// The same report gives the same bytes.
  public func files(_ format: ReportFormat) -> [ReportFile] {
    switch format {
    case .html: [ReportFile(text: HTMLPresentation(self).text())]
    case .markdown: [ReportFile(text: MarkdownPresentation(self).text())]
    case .csv: CSVPresentation(self).files()
    case .json: [ReportFile(text: JSONPresentation(self).text())]
    }
  }
}
