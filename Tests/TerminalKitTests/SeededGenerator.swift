/// Randomness that is the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Text of ordinary, wide, combining, joining, invisible and controlling code points in any order.
    mutating func hostileText(length: Int) -> String {
        let interesting: [UInt32] = [
            0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x20, 0x41, 0x65, 0xAD, 0x301, 0x308, 0x34F, 0x439, 0x483,
            0x5D0, 0x600, 0x627, 0x915, 0x93F, 0x94D, 0xD4E, 0x1100, 0x1161, 0x11A8, 0x115F, 0x1160, 0x200B, 0x200C,
            0x200D, 0x200F, 0x202E, 0x2028, 0x2066, 0x20E3, 0x2764, 0x3099, 0x4F60, 0xAC00, 0xE000, 0xFE0F, 0xFEFF,
            0xFFA0, 0xFFFD, 0x1F1E6, 0x1F1FA, 0x1F3F4, 0x1F3FD, 0x1F44D, 0x1F468, 0x1F469, 0x1F600, 0x1FAE8, 0xE0041,
            0xE007F, 0xE0100, 0x10FFFF, 0x30000,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...length, using: &self) {
            let value =
                Int.random(in: 0..<8, using: &self) == 0
                ? UInt32.random(in: 0...0x10FFFF, using: &self)
                : interesting[Int.random(in: 0..<interesting.count, using: &self)]
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }
}
