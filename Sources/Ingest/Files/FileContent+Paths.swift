internal import Dispatch
internal import TopologyModel

extension FileContent {
  /// Reads the files at some paths, as many at once as there are processors: each is hashed, and some are
  /// decompressed, before the first record of any is read.
  static func all(
    _ paths: [String],
    arrivalTime: (@Sendable () -> Instant)?
  ) -> [Result<FileContent, ImportError>] {
    var found = [Result<FileContent, ImportError>?](repeating: nil, count: paths.count)
    found.withUnsafeMutableBufferPointer { places in
      // Each place is written by one thread, before anybody reads.
      nonisolated(unsafe) let places = places
      DispatchQueue.concurrentPerform(iterations: paths.count) { index in
        do throws(ImportError) {
          places[index] = .success(try FileContent(path: paths[index], arrivalTime: arrivalTime))
        } catch {
          places[index] = .failure(error)
        }
      }
    }
    return found.compactMap { $0 }
  }
}
