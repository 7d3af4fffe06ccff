import Foundation

/// A row in SQLite's record format (file format, section 2.1), without the row's number.
struct SQLiteRecord {
    enum Value: Equatable {
        case null
        case integer(Int64)
        case real
        case text(String)
        case blob([UInt8])
    }

    private(set) var values: [Value]
    /// Whether a text had bytes that are no UTF-8; U+FFFD stands in their place.
    let hasBrokenText: Bool

    /// Nil for what is no record.
    init?(_ payload: [UInt8]) {
        var position = 0
        guard let headerSize = payload.varint(at: &position), headerSize >= 1, headerSize <= payload.count else {
            return nil
        }
        var types: [Int] = []
        while position < headerSize {
            guard let type = payload.varint(at: &position) else { return nil }
            types.append(type)
        }
        guard position == headerSize else { return nil }
        var values: [Value] = []
        var hasBrokenText = false
        for type in types {
            guard let length = Self.length(type), length <= payload.count - position else { return nil }
            let bytes = payload[position..<position + length]
            position += length
            switch type {
            case 0: values.append(.null)
            case 1...6: values.append(.integer(Self.integer(bytes)))
            case 7: values.append(.real)
            case 8, 9: values.append(.integer(Int64(type - 8)))
            case let type where type % 2 == 0: values.append(.blob(Array(bytes)))
            default:
                let text = String(validating: bytes, as: UTF8.self)
                hasBrokenText = hasBrokenText || text == nil
                values.append(.text(text ?? String(decoding: bytes, as: UTF8.self)))
            }
        }
        guard position == payload.count else { return nil }
        self.values = values
        self.hasBrokenText = hasBrokenText
    }

    private static func length(_ type: Int) -> Int? {
        switch type {
        case 0, 8, 9: 0
        case 1...4: type
        case 5: 6
        case 6, 7: 8
        case 12...: (type - 12) / 2
        default: nil
        }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(Int64(bytes.first.map { $0 >= 0x80 } == true ? -1 : 0)) { $0 << 8 | Int64($1) }
    }
}

extension SQLiteRecord {
    func uuid(_ index: Int) -> UUID? {
        guard values.indices.contains(index), case .blob(let bytes) = values[index], bytes.count == 16 else {
            return nil
        }
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    func text(_ index: Int) -> String? {
        guard values.indices.contains(index), case .text(let text) = values[index] else { return nil }
        return text
    }

    func integer(_ index: Int) -> Int64? {
        guard values.indices.contains(index), case .integer(let number) = values[index] else { return nil }
        return number
    }

    mutating func removeValue(at index: Int) { values.remove(at: index) }

    mutating func swapValues(_ first: Int, _ second: Int) { values.swapAt(first, second) }

    /// Whether the column is null, or is missing as one that was added after the row was written.
    func isNull(_ index: Int) -> Bool { !values.indices.contains(index) || values[index] == .null }
}

extension [UInt8] {
    /// The variable-length integer at the position, which moves behind it; nil past the end or for a negative one.
    func varint(at position: inout Int) -> Int? {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard position < count else { return nil }
            let byte = UInt64(self[position])
            position += 1
            if index == 8 { return Int(exactly: value << 8 | byte) }
            value = value << 7 | byte & 0x7F
            if byte < 0x80 { return Int(exactly: value) }
        }
        return nil
    }
}
