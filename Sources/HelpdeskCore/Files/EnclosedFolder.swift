import Foundation
import SystemKit

/// A folder that no path leads out of: neither `..`, nor an absolute path, nor a link.
///
/// A path is judged by its text first, and then followed one part after the other from the open folder, each part from the
/// part before it. Links are followed nowhere, not even those that lead to another place of the folder. What is found stays
/// open, and everything else is done with what is open and not with its name: whoever exchanges a file or a folder for a
/// link afterwards changes nothing.
public final class EnclosedFolder: Sendable {
    /// Absolute.
    public let path: LocalPath
    private let root: Descriptor

    /// Opens the folder, which is made if it is missing. Throws `cannotWriteFile` or `fileUnreadable`.
    public init(_ path: LocalPath) throws(HelpdeskError) {
        self.path = path.standardized
        guard self.path.makeFolder(mode: 0o700) else {
            throw HelpdeskError(.cannotWriteFile, subject: path.text, detail: String(cString: strerror(errno)))
        }
        guard let root = Descriptor(self.path, O_RDONLY | O_DIRECTORY) else {
            throw HelpdeskError(.fileUnreadable, subject: path.text, detail: String(cString: strerror(errno)))
        }
        self.root = root
    }

    /// What a path leads to; a relative one begins in the folder. What is not there is no error here.
    ///
    /// - Parameter isMade: whether missing folders of the path are made.
    /// - Throws: `outsideFolder` for a path that leads out of the folder or by a link, `fileUnreadable` for what may not be
    ///   looked at, and `cannotWriteFile`.
    public func locate(_ path: LocalPath, making isMade: Bool = false) throws(HelpdeskError) -> LocatedPath {
        let parts = try partsInside(path)
        guard var place = HeldFile(dup: root) else { throw Self.unreadable(path) }
        var shown = self.path
        for (index, part) in parts.enumerated() {
            guard let next = try step(from: place, to: part, making: isMade, of: path) else {
                let missing = parts[index...].reduce(shown) { $0.appending($1) }
                return LocatedPath(missing: missing)
            }
            place = next
            shown = shown.appending(part)
        }
        return LocatedPath(shown, held: place)
    }

    /// The parts of the path below the folder, by its text alone.
    private func partsInside(_ path: LocalPath) throws(HelpdeskError) -> [[UInt8]] {
        let slash = UInt8(ascii: "/")
        guard !path.bytes.isEmpty else { throw Self.outside(path) }
        let whole = path.bytes.first == slash ? path : self.path.appending(path.bytes)
        let parts = whole.standardized.bytes.split(separator: slash).map(Array.init)
        let own = self.path.bytes.split(separator: slash).map(Array.init)
        guard parts.starts(with: own) else { throw Self.outside(path) }
        return Array(parts.dropFirst(own.count))
    }

    /// Goes on to one entry; nil if there is none.
    private func step(
        from place: HeldFile, to part: [UInt8], making isMade: Bool, of path: LocalPath
    ) throws(HelpdeskError) -> HeldFile? {
        var found = place.entry(part)
        if found == nil, errno == ENOENT {
            // A name that is no UTF-8 is typed as it reads.
            let text = String(decoding: part, as: UTF8.self)
            let match = LocalFolder.entries(of: place.path)?.first { $0.text == text }
            if let match { found = place.entry(match.bytes) }
            if found == nil, isMade {
                let folder = place.path.appending(part)
                guard folder.withCString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST else {
                    throw HelpdeskError(.cannotWriteFile, subject: path.text, detail: String(cString: strerror(errno)))
                }
                found = place.entry(part)
            }
        }
        guard let found else {
            if [ENOENT, ENOTDIR, EINVAL, ENAMETOOLONG].contains(errno) { return nil }
            throw Self.unreadable(path)
        }
        if found.isLink { throw Self.outside(path) }
        return found
    }

    private static func outside(_ path: LocalPath) -> HelpdeskError {
        HelpdeskError(.outsideFolder, subject: path.text)
    }

    private static func unreadable(_ path: LocalPath) -> HelpdeskError {
        HelpdeskError(.fileUnreadable, subject: path.text, detail: String(cString: strerror(errno)))
    }
}

/// A file or folder that stays open, by which it is found again.
final class HeldFile: Sendable {
    private let descriptor: Descriptor

    /// Another opening of the same.
    init?(dup file: borrowing Descriptor) {
        guard let copy = Descriptor(file.path, O_RDONLY | O_DIRECTORY) else { return nil }
        descriptor = copy
    }

    private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// An entry of this folder; nil if there is none, and `errno` says why.
    func entry(_ name: [UInt8]) -> HeldFile? {
        guard let entry = Descriptor(entry: name, of: descriptor) else { return nil }
        return HeldFile(entry)
    }

    /// Opens this very file, while the object lives.
    var path: LocalPath { LocalPath(descriptor.path) }

    var isLink: Bool { descriptor.status().map { $0.st_mode & S_IFMT == S_IFLNK } ?? true }
}

/// What a path was found to lead to.
public struct LocatedPath: Sendable {
    /// For people.
    public let path: LocalPath
    /// Opens what was found. Of an enclosed folder it opens the same for as long as this value lives, and nothing else.
    let opening: LocalPath
    /// Keeps `opening` valid; nil where the path itself opens.
    private let held: HeldFile?

    /// The file that has the path when it is opened.
    public init(_ path: LocalPath) {
        self.path = path
        opening = path
        held = nil
    }

    init(_ path: LocalPath, held: HeldFile) {
        self.path = path
        opening = held.path
        self.held = held
    }

    /// Nothing has the path, also when it is opened later.
    init(missing path: LocalPath) {
        self.path = path
        opening = LocalPath(bytes: [])
        held = nil
    }

    /// The properties of the file or folder; nil if nothing is there.
    public var facts: LocalPath.Facts? { opening.bytes.isEmpty ? nil : opening.facts }

    public var isThere: Bool { facts != nil }

    /// The entries of the folder with their properties, in no order; nil if it cannot be read. Of a link, what it leads to
    /// counts; but an enclosed folder has no links.
    public func entries() -> [(entry: LocalFolder.Entry, facts: LocalPath.Facts?)]? {
        guard !opening.bytes.isEmpty else { return nil }
        return withExtendedLifetime(held) {
            LocalFolder.entries(of: opening)?.compactMap { entry in
                guard let held else { return (entry, opening.appending(entry.bytes).facts) }
                guard let found = held.entry(entry.bytes), !found.isLink else { return nil }
                return (entry, found.path.facts)
            }
        }
    }
}
