import TopologyModel

/// A chart as data: lanes over the span.
struct ReportChart: Hashable, Sendable {
  /// A lane's stretch with a sort of its own.
  struct Bar: Hashable, Sendable {
    /// What the bar shows.
    enum Style: String, Hashable, Sendable {
      /// It was so.
      case present
      /// Weak spots.
      case low
      /// Outages.
      case bad
    }

    var stretch: Stretch
    var style: Style
  }

  /// A count that holds over a stretch.
  struct Step: Hashable, Sendable {
    var stretch: Stretch
    var count: Int
  }

  /// What a lane shows.
  enum Content: Hashable, Sendable {
    /// A count over time; no count where nothing is known. Bars lie above it.
    case steps([Step], bars: [Bar])
    /// Stretches.
    case bars([Bar])
    /// Shares from 0 to 1; nil for unknown.
    case shares([Double?])
  }

  /// A row of the chart.
  struct Lane: Hashable, Sendable {
    /// What it is about.
    var label: String
    /// What it comes to, such as `99.9 %`.
    var value: String
    /// The chart in words, for those who do not see it.
    var description: String
    var content: Content
    /// Unobserved time, where it differs from the chart's.
    var gaps: Stretches?
  }

  /// The entries of the legend.
  struct Key: Hashable, Sendable {
    var style: String
    var text: String
  }

  /// The anchor.
  var id: String
  /// The caption.
  var title: String
  /// The time that it shows; nil for shares.
  var span: Stretch?
  /// Unobserved time.
  var gaps: Stretches
  var keys: [Key]
  var lanes: [Lane]
}
