import Foundation

/// One process' work: inputs from a seed, one after the other, until its time is over.
struct FuzzRun {
  /// What came of it.
  struct Figures {
    var executions = 0
    var outcomes = 0
    var failures: [String] = []
    var slowestNanoseconds: Int64 = 0
  }

  private let target: any FuzzTarget
  private let mutator: FuzzMutator
  private var corpus: FuzzCorpus
  private var random: FuzzRandom
  private(set) var figures = Figures()
  /// Called with inputs that did something new.
  var onNews: (([UInt8]) -> Void)?

  init(_ type: any FuzzTarget.Type, seed: UInt64, folder: String) throws {
    target = try type.init(folder: folder)
    mutator = FuzzMutator(words: type.words, bytesMax: type.bytesMax)
    corpus = FuzzCorpus(try target.seeds() + FuzzCorpus.kept(type.name))
    random = FuzzRandom(seed: seed)
  }

  /// Every input of the corpus as it is.
  mutating func takeCorpus(_ around: (_ input: [UInt8], _ take: () -> Void) -> Void) {
    for input in corpus.inputs { take(input, around) }
  }

  /// The inputs that are kept for the target alone, or the first of them.
  mutating func takeKept(
    upTo count: Int,
    _ around: (_ input: [UInt8], _ take: () -> Void) -> Void
  ) {
    for input in corpus.inputs.reversed().prefix(count) { take(input, around) }
  }

  /// An input that was made of one of the corpus.
  mutating func takeNext(_ around: (_ input: [UInt8], _ take: () -> Void) -> Void) {
    let inputs = corpus.inputs
    let input = inputs[random.below(inputs.count)]
    take(mutator.changed(input, others: inputs, random: &random), around)
  }

  /// One input.
  mutating func take(
    _ input: [UInt8],
    _ around: (_ input: [UInt8], _ take: () -> Void) -> Void
  ) {
    var outcome = ""
    let start = FuzzGuard.processorTime()
    around(input) {
      do {
        outcome = try target.take(input)
      } catch let failure as FuzzFailure {
        figures.failures.append(failure.description)
      } catch {
        outcome = "\(error)"
      }
    }
    figures.executions += 1
    figures.slowestNanoseconds = max(figures.slowestNanoseconds, FuzzGuard.processorTime() - start)
    if corpus.note(outcome, of: input, random: &random) {
      figures.outcomes += 1
      onNews?(input)
    }
  }
}
