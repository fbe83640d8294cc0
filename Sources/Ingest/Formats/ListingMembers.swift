internal import EventLog

/// What a listing contained.
enum ListingMembers {
  /// Returns each UID once, with the last revision that it came with.
  static func unique(_ members: [ObservationDetails.Member]) -> [ObservationDetails.Member] {
    var indexes: [String: Int] = [:]
    var unique: [ObservationDetails.Member] = []
    unique.reserveCapacity(members.count)
    for member in members {
      if let index = indexes.updateValue(unique.count, forKey: member.uid) {
        indexes[member.uid] = index
        unique[index] = member
      } else {
        unique.append(member)
      }
    }
    return unique
  }
}
