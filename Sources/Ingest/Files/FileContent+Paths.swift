internal import Dispatch
internal import TopologyModel

extension FileContent {
  /// What became of each of several files.
  private final class Found: @unchecked Sendable {
    // Each place is written by one thread, before anybody reads.
    var places: [Result<FileContent, ImportError>?]

    init(count: Int) {
      places = Array(repeating: nil, count: count)
    }
  }

  /// Reads the files at some paths, as many at once as there are processors: each is hashed, and some are
  /// decompressed, before the first record of any is read.
  static func all(
    _ paths: [String],
    arrivalTime: (@Sendable () -> Instant)?
  ) -> [Result<FileContent, ImportError>] {
    let found = Found(count: paths.count)
    found.places.withUnsafeMutableBufferPointer { places in
      nonisolated(unsafe) let places = places
      DispatchQueue.concurrentPerform(iterations: paths.count) { index in
        do throws(ImportError) {
          places[index] = .success(try FileContent(path: paths[index], arrivalTime: arrivalTime))
        } catch {
          places[index] = .failure(error)
        }
      }
    }
    return found.places.compactMap { $0 }
  }
}
