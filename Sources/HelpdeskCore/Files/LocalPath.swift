import Foundation
import Glibc
public import HelpdeskModels
import SystemKit

/// A path of this machine as the file system has it: bytes, which need not be UTF-8.
///
/// People see and type its text. A name that is not UTF-8 has a readable form, by which ``LocalFolder`` finds it again.
public struct LocalPath: Hashable, Sendable {
    /// Without NUL; empty for an impossible path.
    public let bytes: [UInt8]

    public init(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        self.bytes = bytes.contains(0) ? [] : bytes
    }

    /// The path whose bytes are the text's UTF-8.
    public init(_ text: String) {
        self.init(bytes: text.utf8)
    }

    /// The path of a URL `file:///…`, whose bytes may be written as `%C7`; nil for anything else.
    public init?(fileURL text: String) {
        guard let path = ["file://localhost/", "file:///"].first(where: { text.hasPrefix($0) }) else { return nil }
        var bytes = [UInt8(ascii: "/")]
        var rest = Array(text.utf8.dropFirst(path.utf8.count))[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).map { Character(Unicode.Scalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2, let high = digits[0], let low = digits[1] {
                bytes.append(UInt8(high * 16 + low))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        self.init(bytes: bytes)
    }

    /// Reads an argument of a command: a URL `file:///…`, or a path that may begin with `~/`.
    public init(argument: String) {
        self = LocalPath(fileURL: argument) ?? LocalPath(locating: (argument as NSString).expandingTildeInPath)
    }

    /// The path that the text names: the exact one if it exists. Otherwise each part that does not exist is taken as the
    /// readable name of an existing entry.
    public init(locating text: String) {
        let exact = LocalPath(text)
        if exact.isThere {
            self = exact
            return
        }
        var path = LocalPath(text.hasPrefix("/") ? "/" : "")
        for part in text.split(separator: "/") {
            let plain = path.appending(Array(part.utf8))
            if plain.isThere {
                path = plain
            } else {
                let folder = path.bytes.isEmpty ? LocalPath(".") : path
                let match = LocalFolder.entries(of: folder)?.first { $0.text == part }
                path = match.map { path.appending($0.bytes) } ?? plain
            }
        }
        self = path
    }

    /// The bytes as a text that can be used as a path; nil if they are not UTF-8.
    public var exactText: String? { String(validating: bytes, as: UTF8.self) }

    /// The path in readable form.
    public var text: String {
        exactText
            ?? bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { LegacyName.readable($0) }.joined(separator: "/")
    }

    /// The last part in readable form.
    public var name: String {
        bytes.split(separator: UInt8(ascii: "/")).last.map { LegacyName.readable($0) } ?? text
    }

    public func appending(_ name: [UInt8]) -> LocalPath {
        let isJoined = bytes.isEmpty || bytes.last == UInt8(ascii: "/")
        return LocalPath(bytes: isJoined ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
    }

    /// The absolute path without `.` and `..`.
    public var standardized: LocalPath {
        let isAbsolute = bytes.first == UInt8(ascii: "/")
        let start = isAbsolute ? LocalPath("/") : LocalPath(FileManager.default.currentDirectoryPath)
        var parts: [ArraySlice<UInt8>] = []
        for part in start.appending(bytes).bytes.split(separator: UInt8(ascii: "/")) {
            switch Array(part) {
            case Array(".".utf8): break
            case Array("..".utf8): _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return LocalPath(bytes: [UInt8(ascii: "/")] + parts.joined(separator: [UInt8(ascii: "/")]))
    }

    /// The result of stat(2), which follows links; nil on failure, and `errno` says why.
    func status() -> stat? {
        var status = stat()
        return withCString { stat($0, &status) } == 0 ? status : nil
    }

    /// The properties of a file or folder that people want to know.
    public struct Facts: Hashable, Sendable {
        public let isFolder: Bool
        /// In bytes.
        public let size: Int64
        public let modified: Timestamp
    }

    /// The properties of what is at the path, following links; nil if nothing is.
    public var facts: Facts? {
        status().map { status in
            Facts(
                isFolder: status.st_mode & S_IFMT == S_IFDIR, size: Int64(status.st_size),
                modified: Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000))
        }
    }

    /// Whether something exists at the path.
    public var isThere: Bool { !bytes.isEmpty && status() != nil }

    public var isFolder: Bool { facts?.isFolder ?? false }

    /// Creates the folder and its missing parents; false on failure, and `errno` says why.
    func makeFolder(mode: mode_t = 0o777) -> Bool {
        if isFolder { return true }
        let parts = bytes.split(separator: UInt8(ascii: "/"))
        var path = LocalPath(bytes.first == UInt8(ascii: "/") ? "/" : "")
        for part in parts {
            path = path.appending(Array(part))
            guard path.withCString({ mkdir($0, mode) }) == 0 || errno == EEXIST || path.isFolder else { return false }
        }
        return isFolder
    }

    public func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            // A buffer that is not empty has an address.
            guard let address = buffer.baseAddress else { return "".withCString(body) }
            return body(address)
        }
    }
}

/// The names in a folder, including those that are not UTF-8.
public enum LocalFolder {
    public struct Entry: Hashable, Sendable {
        /// The name as the file system has it.
        public let bytes: [UInt8]
        /// The name in readable form, unique in the folder.
        public let text: String
    }

    /// The entries of the folder without `.` and `..`, in no order; nil if it cannot be read.
    public static func entries(of folder: LocalPath) -> [Entry]? {
        guard let names = names(in: folder) else { return nil }
        // Names in UTF-8 come first and keep their text. Even those can clash, because canonically equivalent texts are equal.
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

extension Descriptor {
    /// Opens a path of any bytes, which need not be UTF-8. Nil on failure; `errno` says why.
    init?(_ path: LocalPath, _ flags: Int32, mode: mode_t = 0o600) {
        guard !path.bytes.isEmpty else { return nil }
        self.init(adopting: path.withCString { open($0, flags | O_CLOEXEC, mode) })
    }
}
