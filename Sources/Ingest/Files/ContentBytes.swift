internal import Glibc

/// The uncompressed bytes of an input: in memory, or those of a file, of which only the pieces that are
/// looked at are.
///
/// A file's bytes have their places in memory from the beginning; a piece is read from the file when it
/// is needed, and given back when others are.
final class ContentBytes {
  /// How long a piece is: a huge page, where the system has such.
  static let pieceByteCountDefault = 2 << 20
  /// How many bytes of a file stay in memory; a longer document does, too, while it is read.
  static let loadedBytesMax = 4 << 20

  /// How many bytes there are.
  private(set) var count: Int
  private var memory: [UInt8]
  private let file: ContentFile?
  /// Where the bytes of a file have their places.
  private let region: UnsafeMutableRawBufferPointer?
  /// The memory that the region is a part of.
  private let mapping: UnsafeMutableRawBufferPointer?
  /// For each piece of a file, whether it was read.
  private var isLoaded: [Bool] = []
  /// The pieces that were read, in that order.
  private var loaded: [Int] = []
  /// How many are reading in place now, so that nothing may be given back.
  private var readersCount = 0
  private let pieceByteCount: Int
  private let loadedPiecesMax: Int

  /// The bytes themselves.
  init(_ bytes: [UInt8]) {
    memory = bytes
    count = bytes.count
    (file, region, mapping, pieceByteCount, loadedPiecesMax) = (nil, nil, nil, 1, 0)
  }

  /// The bytes of a file; nil where there is no room for their places.
  init?(
    _ file: ContentFile,
    pieceByteCount: Int = ContentBytes.pieceByteCountDefault,
    loadedBytesMax: Int = ContentBytes.loadedBytesMax
  ) {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    // With room to begin where a huge page may.
    let byteCount = file.byteCount + pieceByteCount
    let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { return nil }
    // The pieces are filled one after the other, and the system need not do that page by page.
    madvise(mapped, byteCount, MADV_HUGEPAGE)
    self.file = file
    memory = []
    count = file.byteCount
    mapping = UnsafeMutableRawBufferPointer(start: mapped, count: byteCount)
    let start = mapped.alignedUp(toMultipleOf: pieceByteCount)
    region = UnsafeMutableRawBufferPointer(start: start, count: file.byteCount)
    self.pieceByteCount = pieceByteCount
    loadedPiecesMax = max(loadedBytesMax / pieceByteCount, 2)
    let pieceCount = (count + pieceByteCount - 1) / pieceByteCount
    isLoaded = [Bool](repeating: false, count: pieceCount)
  }

  deinit {
    if let mapping { munmap(mapping.baseAddress, mapping.count) }
  }

  /// How many bytes of a file are in memory, at most.
  var loadedByteCount: Int { loaded.count * pieceByteCount }

  /// What kept bytes of the file from being read; those are zeros here.
  var damage: String? { file?.damage }

  subscript(index: Int) -> UInt8 {
    guard let region else { return memory[index] }
    precondition(index < count, "byte \(index) of \(count)")
    let piece = index / pieceByteCount
    if !isLoaded[piece] { load(piece...piece) }
    return region[index]
  }

  /// A copy of some of the bytes.
  subscript(range: Range<Int>) -> [UInt8] { withBytes(range) { Array($0) } }

  /// A copy of all bytes, for what is short.
  var all: [UInt8] { region == nil ? memory : self[0..<count] }

  /// Hands some of the bytes to `body`, in place.
  func withBytes<Result>(
    _ range: Range<Int>,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    guard let region else {
      return try memory.withUnsafeBytes {
        try body(UnsafeRawBufferPointer(rebasing: $0[range]))
      }
    }
    guard !range.isEmpty else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    load(range.lowerBound / pieceByteCount...(range.upperBound - 1) / pieceByteCount)
    readersCount += 1
    defer { readersCount -= 1 }
    return try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(region)[range]))
  }

  /// Calls `body` with the bytes from `start` on, piece by piece and with the place of each, until it
  /// returns something, and returns that; nil where it never does.
  func firstOfPieces<Result>(
    from start: Int,
    _ body: (UnsafeRawBufferPointer, Int) -> Result?
  ) -> Result? {
    var start = start
    while start < count {
      let next = (start / pieceByteCount + 1) * pieceByteCount
      let end = region == nil ? count : min(next, count)
      if let found = withBytes(start..<end, { body($0, start) }) { return found }
      start = end
    }
    return nil
  }

  /// Where a byte comes next; nil where it does not.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    firstOfPieces(from: start) { bytes, place in
      guard let base = bytes.baseAddress,
        let found = memchr(base, Int32(byte), bytes.count)
      else { return nil }
      return place + (UnsafeRawPointer(found) - base)
    }
  }

  /// How often a byte comes in a range.
  func count(of byte: UInt8, in range: Range<Int>) -> Int {
    var found = 0
    _ = firstOfPieces(from: range.lowerBound) { bytes, place in
      let rest = bytes.prefix(max(range.upperBound - place, 0))
      found += rest.reduce(0) { $0 + ($1 == byte ? 1 : 0) }
      return place + bytes.count >= range.upperBound ? () : nil
    }
    return found
  }

  /// How often a byte comes.
  func count(of byte: UInt8) -> Int { count(of: byte, in: 0..<count) }

  /// Whether bytes begin with others at a place.
  func starts(with prefix: [UInt8], at start: Int = 0) -> Bool {
    start + prefix.count <= count && prefix.indices.allSatisfy { self[start + $0] == prefix[$0] }
  }

  /// Forgets the first bytes of what is in memory, and adds others.
  func extend(passing passed: Int, with more: [UInt8]) {
    precondition(region == nil, "a file is not extended")
    memory.removeFirst(passed)
    memory += more
    count = memory.count
  }

  private func load(_ pieces: ClosedRange<Int>) {
    guard let region, let file else { return }
    let missing = pieces.filter { !isLoaded[$0] }
    guard !missing.isEmpty else { return }
    if readersCount == 0 { giveBack(for: missing.count, but: pieces) }
    for piece in missing {
      let start = piece * pieceByteCount
      let end = min(start + pieceByteCount, count)
      file.read(into: UnsafeMutableRawBufferPointer(rebasing: region[start..<end]), at: start)
      isLoaded[piece] = true
    }
    loaded += missing
  }

  /// Gives pieces back, those that were read first before others, so that there is room.
  private func giveBack(for missingCount: Int, but kept: ClosedRange<Int>) {
    guard let base = region?.baseAddress else { return }
    var excess = loaded.count + missingCount - loadedPiecesMax
    loaded.removeAll { piece in
      guard excess > 0, !kept.contains(piece) else { return false }
      excess -= 1
      isLoaded[piece] = false
      let start = piece * pieceByteCount
      madvise(base + start, min(pieceByteCount, count - start), MADV_DONTNEED)
      return true
    }
  }
}
