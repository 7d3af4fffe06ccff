import Foundation

/// The names in a folder, also those that are no UTF-8.
public enum LocalFolder {
    public struct Entry: Hashable, Sendable {
        /// The name as the file system has it.
        public let bytes: [UInt8]
        /// The name as people read it, another one for each entry of the folder.
        public let text: String
    }

    /// What is in the folder without `.` and `..`, in no order; nil if it cannot be read.
    public static func entries(of folder: LocalPath) -> [Entry]? {
        guard let names = names(in: folder) else { return nil }
        // What is UTF-8 keeps its name. Texts that only look alike are equal, so there may be two of one also there.
        var taken: Set<String> = []
        let (plain, foreign) = (names.filter(isText), names.filter { !isText($0) })
        return (plain + foreign).map { name in
            let readable = LegacyName.readable(name)
            let text = taken.contains(readable) ? LegacyName.escaped(name) : readable
            taken.insert(text)
            return Entry(bytes: name, text: text)
        }
    }

    private static func isText(_ name: [UInt8]) -> Bool { String(validating: name, as: UTF8.self) != nil }

    private static func names(in folder: LocalPath) -> [[UInt8]]? {
        guard let stream = folder.withCString({ opendir($0) }) else { return nil }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }
}
