import Foundation
import HindcastTestSupport

/// Bytes in gzip, by the program of that name.
enum GzipFixture {
  static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    try run(["-9", "-n", "-c"], "plain", bytes)
  }

  static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    try run(["-d", "-c"], "packed.gz", bytes)
  }

  private static func run(_ arguments: [String], _ name: String, _ bytes: [UInt8]) throws -> [UInt8]
  {
    let folder = try TemporaryDirectory()
    let path = folder.file(name)
    try Data(bytes).write(to: URL(filePath: path))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip"] + arguments + [path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }
}
