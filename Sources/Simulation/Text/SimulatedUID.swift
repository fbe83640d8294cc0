/// The UID of a simulated object.
struct SimulatedUID: Hashable {
  private static let digits = Array("0123456789abcdef")

  private let high: UInt64
  private let low: UInt64

  init(_ random: inout SeededGenerator) {
    // A version 4 UUID.
    high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  /// The hexadecimal digit at a place.
  func digit(_ index: Int) -> Int {
    index < 16 ? Int(high >> (60 - 4 * index) & 15) : Int(low >> (60 - 4 * (index - 16)) & 15)
  }

  /// The UID as text.
  var text: String {
    var text = ""
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { text += "-" }
      text.append(Self.digits[digit(index)])
    }
    return text
  }
}
