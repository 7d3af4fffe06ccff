import Foundation
import TestSupport
import Testing

@Suite struct FuzzTests {
    /// `FUZZ_SEED` repeats a run; `FUZZ_FACTOR` makes it so many times as long.
    private static let seed = number("FUZZ_SEED") ?? 1
    private static let factor = Int(number("FUZZ_FACTOR") ?? 1)

    private static func number(_ variable: String) -> UInt64? {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
    }

    @Test(arguments: FuzzTarget.all)
    func `what is kept, and what once broke a reader, does not break it`(target: FuzzTarget) throws {
        let kept = try CorpusFolder.inputs("Corpus", of: target)
        #expect(!kept.isEmpty, "There are no inputs to start from.")
        for input in try kept + CorpusFolder.inputs("Crashes", of: target) {
            #expect(throws: Never.self, "\(target.name)/\(input.name)") { try target.feed(input.bytes) }
        }
    }

    @Test(arguments: FuzzTarget.all)
    func `what nobody thought of does not break a reader`(target: FuzzTarget) throws {
        let corpus = try CorpusFolder.inputs("Corpus", of: target) + CorpusFolder.inputs("Crashes", of: target)
        var mutator = Mutator(
            seed: Self.seed, corpus: corpus.map(\.bytes), words: try CorpusFolder.words(of: target))
        // A reader that crashes takes the test with it; what it was fed is left in the file.
        let record = try InputRecord(target: target.name, seed: Self.seed)
        for _ in 0..<target.share * Self.factor {
            let input = mutator.next()
            record.note(input)
            do throws(Finding) {
                try target.feed(input)
            } catch {
                Issue.record("\(target.name): \(error). FUZZ_SEED=\(Self.seed), the input is in \(record.path)")
                return
            }
        }
        record.remove()
    }

    @Test func `every kept input belongs to a target`() throws {
        #expect(try CorpusFolder.folders().subtracting(FuzzTarget.all.map(\.name)).isEmpty)
    }
}

extension FuzzTarget: CustomTestStringConvertible {
    var testDescription: String { name }
}
