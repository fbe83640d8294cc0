internal import Glibc
internal import TopologyModel

/// The endpoints of slices as they were read last, so that of the next state of a slice only those are
/// read that it tells in other bytes.
///
/// Those told again are copies of the former ones. A memory is not `Sendable`: give each task its own.
public final class EndpointMemory {
  /// How many bytes are kept, estimated, before the memory is given back.
  public static let bytesMax = 32 << 20
  /// How far from its former place among the endpoints of its slice one is looked for.
  public static let reachMax = 4

  /// A slice as it was read last.
  private struct Slice {
    /// The bytes of its endpoints, one behind the other.
    var text: [UInt8] = []
    /// For each endpoint, where its bytes end.
    var ends: [Int] = []
    var endpoints: [EndpointFacts] = []

    /// About what it takes: its text, what was read of it, and its place.
    var bytes: Int { text.count + endpoints.count * 400 + 200 }

    /// Which endpoint has those bytes, of those that stand close to a place; nil where none does.
    func index(of bytes: UnsafeRawBufferPointer, near place: Int) -> Int? {
      ends.indices.first(near: place, within: EndpointMemory.reachMax) { index in
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == bytes.count, let base = bytes.baseAddress else { return false }
        return text.withUnsafeBytes { text in
          text.baseAddress.map { memcmp($0 + start, base, bytes.count) == 0 } ?? false
        }
      }
    }
  }

  /// By the UIDs of the slices.
  private var slices: [String: Slice] = [:]
  private var bytes = 0

  /// Creates a memory of nothing.
  public init() {}

  /// Reads the endpoints of the slice of that UID, in order.
  func endpoints(
    _ list: JSONElements,
    ofSlice uid: String
  ) throws(DecodingFailure) -> [EndpointFacts] {
    let known = slices.removeValue(forKey: uid)
    bytes -= known?.bytes ?? 0
    let former = known ?? Slice()
    var slice = Slice()
    slice.text.reserveCapacity(former.text.count)
    slice.ends.reserveCapacity(former.ends.count)
    slice.endpoints.reserveCapacity(former.ends.count)
    // Where the endpoint stood before, unless others came or went.
    var place = 0
    for element in list {
      let text = element.rawBytes
      if let index = former.index(of: text, near: place) {
        slice.endpoints.append(former.endpoints[index])
        place = index
      } else {
        slice.endpoints.append(try EndpointFacts(element))
      }
      place += 1
      slice.text.append(contentsOf: text)
      slice.ends.append(slice.text.count)
    }
    keep(slice, uid)
    return slice.endpoints
  }

  private func keep(_ slice: Slice, _ uid: String) {
    guard !slice.endpoints.isEmpty else { return }
    bytes += slice.bytes
    if bytes > Self.bytesMax {
      slices.removeAll()
      bytes = slice.bytes
    }
    slices[uid] = slice
  }
}

@available(*, unavailable)
extension EndpointMemory: Sendable {}
