internal import EventLog
internal import TopologyModel

/// What a list contained, as far as it could be read.
struct ListedItems {
  /// The objects, in the list's order.
  var objects: [ReadObject] = []
  /// What the list says of each kind's members, those included whose rest could not be read.
  var members: [ResourceKind: [ObservationDetails.Member]] = [:]
  /// The namespaces of each kind's members.
  var namespaces: [ResourceKind: Set<String>] = [:]
  /// The members whose bodies could not be read.
  var unread: [UnreadMember] = []
  /// Kinds of which a member is missing here, so that the list is not complete.
  var damagedKinds: Set<ResourceKind> = []
  /// Whether an item's kind could not be read, so that the member may be of any kind.
  var isDamaged = false
  /// What could not be read.
  var problems: [RecordProblem] = []
  /// The kinds of items that Hindcast does not remember.
  var otherKinds: [String] = []
}
