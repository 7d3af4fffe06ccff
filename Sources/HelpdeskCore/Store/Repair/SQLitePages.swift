import Foundation

/// The pages of a database file as they are on disk, the newest content of each from the write-ahead log. Asks nothing
/// of SQLite, so that it reads what is left of any file.
struct SQLitePages {
    /// In bytes.
    let size: Int
    let count: Int
    private let file: Data
    private let log: WriteAheadLog?

    /// `path`: of the database; a file that is not there has no pages.
    init(path: String) {
        log = WriteAheadLog(path: path + "-wal")
        file = (try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)) ?? Data()
        let stated = file.count >= 18 ? Int(file[16]) << 8 | Int(file[17]) : 0
        size = log?.pageSize ?? (Self.isPageSize(stated) && file.starts(with: Self.magic) ? stated : Self.standardSize)
        count = max((file.count + size - 1) / size, log?.pages.keys.max() ?? 0)
    }

    /// The bytes of page `number`, which begins at 1; nil if there is no such page. A cut page is filled with zeros.
    subscript(number: Int) -> [UInt8]? {
        guard (1...max(count, 1)).contains(number) else { return nil }
        if let page = log?.page(number) { return page }
        let start = (number - 1) * size
        guard start < file.count else { return nil }
        var page = [UInt8](file[start..<min(start + size, file.count)])
        page += [UInt8](repeating: 0, count: size - page.count)
        return page
    }

    /// SQLite's own choice since 3.12, which all stores have.
    static let standardSize = 4096

    static func isPageSize(_ size: Int) -> Bool { (512...65_536).contains(size) && size & (size - 1) == 0 }

    /// How a database begins (file format, section 1.3.1).
    static let magic = Array("SQLite format 3\u{0}".utf8)
}
