internal import Foundation

/// Reads the small files that a configuration consists of.
enum ConfigurationFile {
  /// The longest file that is read; a kubeconfig with a thousand clusters has some 5 MB.
  static let bytesMax = 16 << 20

  /// Returns the bytes of a file, or nil if there is none.
  static func bytesIfPresent(
    at path: String
  ) throws(ConnectionConfigurationError) -> [UInt8]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard !isFolder.boolValue else {
      throw .kubeconfig(.unreadable(path: path, detail: "it is a folder"))
    }
    do {
      guard let file = FileHandle(forReadingAtPath: path) else {
        throw CocoaError(.fileReadNoPermission)
      }
      defer { try? file.close() }
      let data = try file.read(upToCount: bytesMax + 1) ?? Data()
      guard data.count <= bytesMax else {
        throw ConnectionConfigurationError.kubeconfig(.tooLong(path: path, bytesMax: bytesMax))
      }
      return Array(data)
    } catch let error as ConnectionConfigurationError {
      throw error
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw .kubeconfig(.unreadable(path: path, detail: "permission denied"))
    } catch {
      throw .kubeconfig(.unreadable(path: path, detail: "reading it failed"))
    }
  }

  /// Returns the bytes of a file that must be there.
  static func bytes(at path: String) throws(ConnectionConfigurationError) -> [UInt8] {
    guard let bytes = try bytesIfPresent(at: path) else {
      throw .kubeconfig(.missing(path: path))
    }
    return bytes
  }

  /// Returns the folder of a file.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns a path that does not depend on a folder any more.
  static func resolve(_ path: String, in folder: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return folder == "/" ? "/\(rest)" : "\(folder)/\(rest)"
  }
}
