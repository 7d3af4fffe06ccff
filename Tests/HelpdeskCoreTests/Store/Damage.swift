import Foundation
import TestSupport

@testable import HelpdeskCore

/// Something bad that happens to a store's files while no program has them open.
struct Damage {
    enum Kind: CaseIterable {
        case bytes, page, zeroPage, swappedPages, header, truncated, garbage, emptied, removed, directory
        case logBytes, logHeader, logRemoved
    }

    let kind: Kind
    private var generator: SeededGenerator
    private let path: String

    init(seed: UInt64, to directory: String) {
        generator = SeededGenerator(seed: seed)
        kind = Kind.allCases[Int(seed) % Kind.allCases.count]
        path = directory + "/store.sqlite"
    }

    /// Damages the files. Whether a text that stands in the store is bound to survive: all of it lies where nothing was
    /// changed.
    mutating func strike() throws -> (String) -> Bool {
        let before = Image(path)
        let manager = FileManager.default
        switch kind {
        case .emptied: try Data().write(to: URL(fileURLWithPath: path))
        case .removed: try manager.removeItem(atPath: path)
        case .directory:
            try manager.removeItem(atPath: path)
            try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .logRemoved: try? manager.removeItem(atPath: path + "-wal")
        case .logBytes, .logHeader:
            guard var log = before.log.map(Array.init), log.count > 32 else { break }
            if kind == .logHeader {
                log[Int.random(in: 0..<32, using: &generator)] ^= 0xFF
            } else {
                flip(&log, from: 32)
            }
            try Data(log).write(to: URL(fileURLWithPath: path + "-wal"))
        default:
            var file = Array(before.file)
            change(&file)
            try Data(file).write(to: URL(fileURLWithPath: path))
        }
        let after = Image(path)
        return { before.isUnharmed($0, in: after) }
    }

    private mutating func change(_ file: inout [UInt8]) {
        let pages = file.count / Image.page
        func range(_ number: Int) -> Range<Int> { number * Image.page..<(number + 1) * Image.page }
        switch kind {
        case .bytes: flip(&file, from: 0)
        case .page, .zeroPage:
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                for index in range(.random(in: 0..<pages, using: &generator)) {
                    file[index] = kind == .page ? .random(in: 0...255, using: &generator) : 0
                }
            }
        case .swappedPages:
            let (one, other) = (range(.random(in: 0..<pages, using: &generator)), range(pages - 1))
            let kept = Array(file[one])
            file.replaceSubrange(one, with: Array(file[other]))
            file.replaceSubrange(other, with: kept)
        case .header:
            for index in 0..<100 { file[index] = .random(in: 0...255, using: &generator) }
        case .truncated: file.removeLast(Int.random(in: 1..<file.count, using: &generator))
        default: file = file.map { _ in .random(in: 0...255, using: &generator) }
        }
    }

    private mutating func flip(_ bytes: inout [UInt8], from start: Int) {
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
            bytes[Int.random(in: start..<bytes.count, using: &generator)] ^= .random(in: 1...255, using: &generator)
        }
    }

    /// The bytes of database and log.
    private struct Image {
        static let page = 4096
        static let frame = 4120
        let file: Data
        let log: Data?

        init(_ path: String) {
            file = FileManager.default.contents(atPath: path) ?? Data()
            log = FileManager.default.contents(atPath: path + "-wal")
        }

        /// Whether nothing was changed on any page or frame where the text stands. A frame is checked by its own sum
        /// and by that of the one before.
        func isUnharmed(_ text: String, in other: Image) -> Bool {
            let text = Data(text.utf8)
            for number in 0..<file.count / Self.page {
                let range = number * Self.page..<(number + 1) * Self.page
                guard file.range(of: text, in: range) != nil else { continue }
                guard other.file.count >= range.upperBound, other.file[range] == file[range] else { return false }
            }
            guard let log, log.count > 32 else { return true }
            for number in 0..<(log.count - 32) / Self.frame {
                let start = 32 + number * Self.frame
                guard log.range(of: text, in: start..<start + Self.frame) != nil else { continue }
                let checked = max(0, start - Self.frame)..<start + Self.frame
                guard let changed = other.log, changed.count >= checked.upperBound, changed[checked] == log[checked]
                else { return false }
            }
            return true
        }
    }
}
