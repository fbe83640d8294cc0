import QueryEngine

/// A report as one page that needs no other file, no network, and no script.
struct HTMLPresentation {
  /// The most rows of a table; the formats for programs have all.
  static let rowsMax = 2000

  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  func text() -> String {
    let subtitle = HTMLText.escaped(ReportFacts.subtitle(report))
    let title = "\(HTMLText.escaped(report.title)): \(subtitle)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="generator" content="Hindcast \(HTMLText.escaped(report.statement.toolVersion))"/>
      <title>\(title)</title>
      <style>
      \(HTMLStyle.sheet)</style>
      </head>
      <body>
      <a class="skip" href="#content">Skip to the content</a>
      \(HTMLCharts.definitions)\(header(subtitle))\(navigation)<main id="content">
      \(facts)\(report.sections.map { section($0) }.joined())\(coverage)\(notes)\(about)</main>
      <footer>
      <p>Made by Hindcast \(HTMLText.escaped(report.statement.toolVersion)). The same command on the \
      same events gives the same file; <code>hindcast report verify</code> checks it.</p>
      </footer>
      <script type="application/json" id="hindcast-report">\(report.statement.jsonText)</script>
      </body>
      </html>

      """
  }

  private func header(_ subtitle: String) -> String {
    let request = report.statement.request
    return """
      <header>
      <h1>\(HTMLText.escaped(report.title))</h1>
      <p class="sub">\(subtitle)</p>
      <p class="sub">from <time datetime="\(request.from)">\(request.from)</time> to \
      <time datetime="\(request.to)">\(request.to)</time> \
      (\(ReportText.duration(request.span.length)))</p>
      </header>

      """
  }

  private var navigation: String {
    var links = report.sections.map { ($0.id, $0.title) } + [("coverage", "Coverage")]
    if hasNotes { links.append(("notes", "Notes")) }
    links.append(("about", "About this report"))
    let items = links.map { id, title in
      "<li><a href=\"#section-\(id)\">\(HTMLText.escaped(title))</a></li>\n"
    }
    return "<nav aria-label=\"Sections\">\n<ul>\n\(items.joined())</ul>\n</nav>\n"
  }

  private var facts: String {
    let items = report.facts.map { fact in
      "<div><dt>\(HTMLText.escaped(fact.name))</dt><dd>\(HTMLText.escaped(fact.value))</dd></div>\n"
    }
    return "<dl class=\"facts\">\n\(items.joined())</dl>\n"
  }

  private func section(_ section: ReportSection) -> String {
    let paragraphs = section.paragraphs.map { "<p>\(HTMLText.escaped($0))</p>\n" }
    let charts = section.charts.map { HTMLCharts.text($0) }
    let tables = section.tables.filter { !$0.isForPrograms }.map { table($0) }
    return framed(
      section.id,
      section.title,
      paragraphs.joined() + charts.joined() + tables.joined()
    )
  }

  private func framed(_ id: String, _ title: String, _ content: String) -> String {
    "<section id=\"section-\(id)\" aria-labelledby=\"heading-\(id)\">\n"
      + "<h2 id=\"heading-\(id)\">\(HTMLText.escaped(title))</h2>\n\(content)</section>\n"
  }

  private var coverage: String {
    framed(
      "coverage",
      "Coverage",
      "<p>\(HTMLText.escaped(report.coverageText))</p>\n" + table(report.coverage)
    )
  }

  private var hasNotes: Bool { !report.notes.isEmpty || !report.remarks.isEmpty }

  private var notes: String {
    guard hasNotes else { return "" }
    let items = ReportFacts.notes(report).map { "<li>\(HTMLText.escaped($0))</li>\n" }
    return framed("notes", "Notes", "<ul>\n\(items.joined())</ul>\n")
  }

  private var about: String {
    let pairs = ReportFacts.pairs(report).map { fact in
      "<dt>\(HTMLText.escaped(fact.name))</dt><dd>\(HTMLText.escaped(fact.value))</dd>\n"
    }
    // The line breaks between `let` lines are part of a query.
    let queries = report.queries.map { query in
      let lines = query.split(separator: "\n", omittingEmptySubsequences: false)
      return "<pre>\(lines.map { HTMLText.escaped(String($0)) }.joined(separator: "\n"))</pre>\n"
    }
    return framed(
      "about",
      "About this report",
      "<dl class=\"about\">\n\(pairs.joined())</dl>\n<h3>Queries</h3>\n"
        + "<p>All of them were answered from the events up to the basis.</p>\n\(queries.joined())"
    )
  }

  private func table(_ table: ReportTable) -> String {
    guard !table.rows.isEmpty else {
      return
        "<p class=\"none\" id=\"table-\(table.name)\">\(HTMLText.escaped(table.emptyText))</p>\n"
    }
    let shown = PresentedTable(table, rowsMax: Self.rowsMax)
    let styles = shown.columns.map { Self.style($0) }
    let header = zip(shown.columns, styles).map { column, style in
      "<th scope=\"col\"\(style)>\(HTMLText.heading(column.name))</th>"
    }
    let rows = shown.rows.map { cells in
      let cells = cells.indices.map { index in
        let text = Self.text(cells[index], shown.columns[index])
        return index == 0
          ? "<th scope=\"row\"\(styles[index])>\(text)</th>" : "<td\(styles[index])>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let omission = shown.omission.map { "<p>\(HTMLText.escaped($0))</p>\n" } ?? ""
    return """
      <div class="scroll" role="region" aria-labelledby="caption-\(table.name)" tabindex="0">
      <table id="table-\(table.name)">
      <caption id="caption-\(table.name)">\(HTMLText.escaped(table.title))</caption>
      <thead><tr>\(header.joined())</tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </div>
      \(omission)
      """
  }

  /// The text of a cell; an instant may break between date and time, and nowhere else.
  private static func text(_ cell: String, _ column: Column) -> String {
    let text = HTMLText.escaped(cell)
    guard column.type == .instant, let mark = text.firstIndex(of: "T") else { return text }
    return "<span>\(text[..<mark])</span> <span>\(text[text.index(after: mark)...])</span>"
  }

  /// Columns of sentences.
  private static let sentences: Set<String> = [
    "detail", "effects", "evidence", "example", "message", "reason", "summary", "title",
  ]
  /// Columns of names that are read as one.
  private static let names: Set<String> = ["endpoint", "name", "node", "pod", "service"]

  private static func style(_ column: Column) -> String {
    if sentences.contains(column.name) { return " class=\"w\"" }
    if names.contains(column.name) { return " class=\"p\"" }
    switch column.type {
    case .integer, .decimal, .duration: return " class=\"n\""
    case .instant: return " class=\"t\""
    case .port, .address: return " class=\"p\""
    case .texts, .addresses, .ports, .labels: return " class=\"l\""
    case .boolean, .text, .document: return ""
    }
  }
}
