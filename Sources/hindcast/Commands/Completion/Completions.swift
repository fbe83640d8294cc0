import ArgumentParser
import Audit
import EventLog
import Foundation
import KubernetesClient
import KubernetesObjects
import TopologyModel

/// What shells offer for the values of options and arguments.
///
/// Where nothing can be found out, nothing is offered: who completes a line asks for no reasons.
enum Completions {
  /// Files and folders.
  static let files = CompletionKind.file()

  /// What can be kept of objects.
  static let retentions = CompletionKind.list(RetentionPolicy.allCases.map(\.rawValue))

  /// What can be removed of objects beyond that.
  static let redactions = CompletionKind.list(["env", "args", "annotation="])

  /// The kinds that can be recorded.
  static let kinds = CompletionKind.list(ResourceKind.allCases.map(\.resourceName))

  /// The time zones.
  static let zones = CompletionKind.custom { words, index, _ in
    CompletionLine(words: words, index: index).candidates(DisplayZones.names)
  }

  /// The reports that there are, and `verify`.
  static let reports = CompletionKind.list(
    ReportName.allCases.map(\.rawValue) + [ReportLibrary.verification]
  )

  /// The names of the saved queries that come with Hindcast, and queries in files.
  static let savedQueries = CompletionKind.custom { words, index, _ in
    let line = CompletionLine(words: words, index: index)
    let names = (try? SavedQueryLibrary().names()) ?? []
    return line.candidates(names + queryFiles(beside: line.prefix))
  }

  /// The clusters of the store.
  static let clusters = CompletionKind.custom { words, index, _ in
    let line = CompletionLine(words: words, index: index)
    return line.candidates(clusterNames(line))
  }

  /// The contexts of the kubeconfig.
  static let contexts = CompletionKind.custom { words, index, _ in
    let line = CompletionLine(words: words, index: index)
    let environment = ProcessInfo.processInfo.environment
    let files = try? Kubeconfig.load(
      explicitPath: line.value(of: "--kubeconfig"),
      environment: environment,
      homeFolder: environment["HOME"]
    )
    return line.candidates(files?.contextNames ?? [])
  }

  private static func clusterNames(_ line: CompletionLine) -> [String] {
    var options = StoreOptions()
    options.store = line.value(of: "--store")
    guard let log = try? options.openForReading(),
      let clusters = try? log.read({ try $0.clusters() })
    else { return [] }
    return clusters.map(\.name).sorted()
  }

  /// The files of queries in the folder that a path names so far, and its folders.
  private static func queryFiles(beside prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.compactMap { name in
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: folder + name, isDirectory: &isFolder) else { return nil }
      if isFolder.boolValue { return folder + name + "/" }
      return name.hasSuffix(".tql") ? folder + name : nil
    }
  }
}
