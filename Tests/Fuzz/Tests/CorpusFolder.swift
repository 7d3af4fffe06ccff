import Foundation

/// The inputs that are kept for a target: what it started from, what libFuzzer found new, and what once broke it.
struct CorpusFolder {
    struct Input {
        let name: String
        let bytes: [UInt8]
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The files of `Corpus/NAME` or `Crashes/NAME` in the order of their names; none without the folder.
    static func inputs(_ folder: String, of target: FuzzTarget) throws -> [Input] {
        let folder = root.appending(components: folder, target.name)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            Input(name: name, bytes: Array(try Data(contentsOf: folder.appending(component: name))))
        }
    }

    /// The words of a target's dictionary: https://llvm.org/docs/LibFuzzer.html#dictionaries, without the names.
    static func words(of target: FuzzTarget) throws -> [[UInt8]] {
        let file = root.appending(components: "Dictionaries", target.name + ".dict")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { $0.hasPrefix("\"") }.map {
            unescaped($0.dropFirst().dropLast().utf8)
        }
    }

    /// `\\`, `\"` and `\xAB`.
    private static func unescaped(_ text: Substring.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else if let next = rest.popFirst() {
                let digits = next == UInt8(ascii: "x") ? rest.prefix(2) : rest.prefix(0)
                bytes.append(UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? next)
                rest = rest.dropFirst(digits.count)
            }
        }
        return bytes
    }

    /// The names of the folders in `Corpus` and `Crashes`.
    static func folders() throws -> Set<String> {
        let names = ["Corpus", "Crashes"].flatMap {
            (try? FileManager.default.contentsOfDirectory(atPath: root.appending(component: $0).path)) ?? []
        }
        return Set(names)
    }
}
