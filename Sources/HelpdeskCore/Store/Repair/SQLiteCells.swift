/// The rows that stand on the pages of a database, found page by page (file format, section 1.6).
///
/// Neither the schema nor the way from a table's root to its leaves is needed, so that a damaged page costs the rows on
/// it and no others. Deleted rows are not among them as long as SQLite erases them, see `Store.writeErasing`.
struct SQLiteCells {
    struct Row {
        /// Of a table with row numbers; nil for one without.
        var number: Int64?
        var record: SQLiteRecord
    }

    let pages: SQLitePages

    /// The rows of one page; none if it is no page with rows. Those that cannot be read are left out.
    func rows(on number: Int) -> [Row] {
        guard let page = pages[number] else { return [] }
        let header = number == 1 ? 100 : 0
        let kind = page[header]
        // A leaf of a table; a leaf and an inner page of an index, or of a table without row numbers.
        guard [0x0D, 0x0A, 0x02].contains(kind) else { return [] }
        let pointers = header + (kind == 0x02 ? 12 : 8)
        let count = min(page.number(at: header + 3, bytes: 2), (pages.size - pointers) / 2)
        return (0..<count).compactMap { index in
            let cell = page.number(at: pointers + 2 * index, bytes: 2)
            guard cell >= pointers, cell < pages.size else { return nil }
            return row(page, at: kind == 0x02 ? cell + 4 : cell, hasNumber: kind == 0x0D)
        }
    }

    private func row(_ page: [UInt8], at start: Int, hasNumber: Bool) -> Row? {
        var position = start
        guard let length = page.varint(at: &position), length > 0, length <= pages.count * pages.size else {
            return nil
        }
        var number: Int64?
        if hasNumber {
            guard let value = page.varint(at: &position) else { return nil }
            number = Int64(value)
        }
        let local = localLength(of: length, isTableLeaf: hasNumber)
        guard position + local + (local < length ? 4 : 0) <= pages.size else { return nil }
        var payload = Array(page[position..<position + local])
        var next = local < length ? page.number(at: position + local, bytes: 4) : 0
        while payload.count < length {
            guard next > 1, let overflow = pages[next] else { return nil }
            payload += overflow[4..<min(pages.size, 4 + length - payload.count)]
            next = overflow.number(at: 0, bytes: 4)
        }
        return SQLiteRecord(payload).map { Row(number: number, record: $0) }
    }

    /// How much of a payload stands on the page itself.
    private func localLength(of length: Int, isTableLeaf: Bool) -> Int {
        let maxLocal = isTableLeaf ? pages.size - 35 : (pages.size - 12) * 64 / 255 - 23
        guard length > maxLocal else { return length }
        let minLocal = (pages.size - 12) * 32 / 255 - 23
        let fitting = minLocal + (length - minLocal) % (pages.size - 4)
        return fitting <= maxLocal ? fitting : minLocal
    }
}

extension [UInt8] {
    /// A big-endian number.
    fileprivate func number(at offset: Int, bytes: Int) -> Int {
        self[offset..<offset + bytes].reduce(0) { $0 << 8 | Int($1) }
    }
}
