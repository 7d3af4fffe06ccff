import Foundation

/// The text form: RFC 9562, section 4, lower-case.
extension EntityID: LosslessStringConvertible {
    /// Nil unless the text is a whole UUID; capitals become small.
    public init?(_ description: String) {
        var description = description
        guard let uuid = description.withUTF8(Self.uuid) else { return nil }
        self.init(UUID(uuid: uuid))
    }

    private static func uuid(_ text: UnsafeBufferPointer<UInt8>) -> uuid_t? {
        guard text.count == 36 else { return nil }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        var place = 0
        let isWhole = withUnsafeMutableBytes(of: &uuid) { bytes in
            for index in bytes.indices {
                if hasHyphen(before: index) {
                    guard text[place] == UInt8(ascii: "-") else { return false }
                    place += 1
                }
                guard let high = hexadecimalValue(text[place]), let low = hexadecimalValue(text[place + 1])
                else { return false }
                bytes[index] = high << 4 | low
                place += 2
            }
            return true
        }
        return isWhole ? uuid : nil
    }

    public var description: String {
        String(unsafeUninitializedCapacity: Self.textLength, initializingUTF8With: putText)
    }

    static var textLength: Int { 36 }

    /// Writes the text and says how long it is.
    func putText(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            var count = 0
            for (index, byte) in bytes.enumerated() {
                if hasHyphen(before: index) {
                    text[count] = UInt8(ascii: "-")
                    count += 1
                }
                text[count] = hexadecimalDigit(byte >> 4)
                text[count + 1] = hexadecimalDigit(byte & 15)
                count += 2
            }
            return count
        }
    }
}

/// Whether a hyphen stands before the byte: they part the 16 into 4, 2, 2, 2 and 6.
private func hasHyphen(before index: Int) -> Bool {
    index == 4 || index == 6 || index == 8 || index == 10
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
