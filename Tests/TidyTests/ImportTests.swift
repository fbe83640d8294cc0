import Testing

@Suite("imports")
struct ImportTests {
  @Test("every target imports only what the architecture allows")
  func targets() throws {
    let files = try SourceTree.current().sourceFiles
    Finding.report(files.flatMap(Self.forbiddenImports), under: .imports)
  }

  @Test("only storage files see SQLite, and none hands it on")
  func storage() throws {
    let files = try SourceTree.current().sourceFiles
    Finding.report(files.flatMap(Self.leakedStorage))
  }

  @Test("the table names no module that it does not have a row for")
  func table() {
    for (target, modules) in TargetImports.own {
      #expect(modules.isSubset(of: TargetImports.own.keys), "\(target)")
    }
    #expect(TargetImports.pure.isSubset(of: TargetImports.own.keys))
    #expect(Set(TargetImports.others.keys).isSubset(of: TargetImports.own.keys))
  }

  @Test("a wrong import is found in its line")
  func snippet() {
    let text =
      "import Foundation\ninternal import GRDB\npublic import GRDB\nimport struct Audit.A\n"
    let rules = SourceFile(path: "Sources/KubernetesRules/a.swift", text: text)
    let storage = SourceFile(path: "Sources/EventLog/Storage/a.swift", text: text)
    let log = SourceFile(path: "Sources/EventLog/a.swift", text: text)
    #expect(Self.forbiddenImports(in: rules).map(\.line) == [1, 2, 3, 4])
    #expect(Self.forbiddenImports(in: storage).map(\.line) == [4])
    #expect(Self.leakedStorage(in: storage).map(\.line) == [3])
    #expect(Self.leakedStorage(in: log).map(\.line) == [2, 3])
    #expect(
      Self.forbiddenImports(in: SourceFile(path: "Sources/New/a.swift", text: text)).count == 1
    )
  }

  static func forbiddenImports(in file: SourceFile) -> [Finding] {
    let target = String(file.path.split(separator: "/")[1])
    guard let allowed = TargetImports.allowed(in: target) else {
      let message = "the target `\(target)` has no row in TargetImports"
      return [Finding(path: file.path, line: nil, message: message)]
    }
    let names = allowed.sorted().joined(separator: ", ")
    return ImportDeclaration.imports(in: file.tokens).filter { !allowed.contains($0.module) }.map {
      let message = "`\(target)` may not import `\($0.module)`, only \(names)"
      return Finding(path: file.path, line: $0.line, message: message)
    }
  }

  static func leakedStorage(in file: SourceFile) -> [Finding] {
    let isStorage = file.isInside(TargetImports.storageFolders)
    return ImportDeclaration.imports(in: file.tokens)
      .filter { TargetImports.storageModules.contains($0.module) && ($0.isPublic || !isStorage) }
      .map {
        let folders = TargetImports.storageFolders.joined(separator: " and ")
        let message =
          isStorage
          ? "`internal import \($0.module)`: no declaration may show it"
          : "`\($0.module)` is for the files under \(folders)"
        return Finding(path: file.path, line: $0.line, message: message)
      }
  }
}
