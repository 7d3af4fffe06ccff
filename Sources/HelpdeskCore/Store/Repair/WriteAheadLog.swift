import Foundation

/// SQLite's write-ahead log (file format, section 4): the newest committed state of the pages in it.
///
/// SQLite stops at the first frame that is damaged, silently. Here each frame is checked against the checksum of the
/// one before it, so that the frames after a damaged one are found as well.
struct WriteAheadLog {
    /// In bytes.
    let pageSize: Int
    /// Where in the log the newest committed content of each page begins.
    let pages: [Int: Int]
    /// Whether frames are unreadable that others of the same log follow. The last ones may be torn: those are what was
    /// being written when the power failed, and were never promised to anybody.
    let isDamaged: Bool
    private let bytes: Data

    private static let headerSize = 32
    private static let frameHeaderSize = 24

    /// Nil if the file is not there or is empty.
    init?(path: String) {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
            bytes.count >= Self.headerSize
        else { return nil }
        self.bytes = bytes
        (pageSize, pages, isDamaged) = bytes.withUnsafeBytes { Self.scan($0) }
    }

    func page(_ number: Int) -> [UInt8]? {
        pages[number].map { Array(bytes[bytes.startIndex + $0..<bytes.startIndex + $0 + pageSize]) }
    }

    private static func scan(_ log: UnsafeRawBufferPointer) -> (Int, [Int: Int], Bool) {
        let header = Header(log)
        let step = frameHeaderSize + header.pageSize
        var before = header.sums
        var (pages, uncommitted): ([Int: Int], [Int: Int]) = ([:], [:])
        var (isDamaged, hasGap) = (!header.isSound, false)
        for start in stride(from: headerSize, through: log.count - step, by: step) {
            let after = (log.big(start + 16), log.big(start + 20))
            let content = start + frameHeaderSize
            // Frames of an earlier round of the log stand behind those of this one.
            let isOfThisLog = (log.big(start + 8), log.big(start + 12)) == header.salts
            let sums = header.checksum.of(log[start..<start + 8], after: before)
            before = after
            guard isOfThisLog, header.checksum.of(log[content..<content + header.pageSize], after: sums) == after else {
                hasGap = true
                continue
            }
            isDamaged = isDamaged || hasGap
            uncommitted[Int(log.big(start))] = content
            if log.big(start + 4) != 0 {
                pages.merge(uncommitted) { $1 }
                uncommitted = [:]
            }
        }
        return (header.pageSize, pages, isDamaged)
    }

    private struct Header {
        let isSound: Bool
        let pageSize: Int
        let checksum: Checksum
        let salts: (UInt32, UInt32)
        let sums: (UInt32, UInt32)

        init(_ log: UnsafeRawBufferPointer) {
            let magic = log.big(0)
            let stated = Int(log.big(8))
            sums = (log.big(24), log.big(28))
            let checksum = Checksum(isBigEndian: magic == 0x377F_0683)
            isSound =
                magic & 0xFFFF_FFFE == 0x377F_0682 && SQLitePages.isPageSize(stated)
                && checksum.of(log[0..<24], after: (0, 0)) == sums
            self.checksum = isSound ? checksum : Checksum(isBigEndian: false)
            pageSize = isSound ? stated : SQLitePages.standardSize
            // Each frame repeats the salts.
            let salted = isSound || log.count < headerSize + frameHeaderSize ? 16 : headerSize + 8
            salts = (log.big(salted), log.big(salted + 4))
        }
    }

    /// The two sums of section 4.2.
    private struct Checksum {
        let isBigEndian: Bool

        func of(_ bytes: Slice<UnsafeRawBufferPointer>, after: (UInt32, UInt32)) -> (UInt32, UInt32) {
            var (first, second) = after
            let bytes = UnsafeRawBufferPointer(rebasing: bytes)
            var index = 0
            while index + 8 <= bytes.count {
                first &+= word(bytes, index) &+ second
                second &+= word(bytes, index + 4) &+ first
                index += 8
            }
            return (first, second)
        }

        private func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)
            return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The big-endian word at the offset.
    fileprivate func big(_ offset: Int) -> UInt32 {
        UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}
