import Foundation

/// A tone as a WAV file: RIFF, PCM, 16 bits, one channel, 8000 samples a second, as telephony records.
enum DemoSound {
    private static let rate = 8000

    /// One second of `frequency` hertz, swelling and fading so that it does not click.
    static func wav(frequency: Double) -> Data {
        var samples = Data()
        for index in 0..<rate {
            let time = Double(index) / Double(rate)
            let loudness = min(1, min(time, 1 - time) * 20) * 0.4
            let sample = Int16(sin(2 * .pi * frequency * time) * loudness * 32_767)
            samples.append(littleEndian: UInt16(bitPattern: sample))
        }
        var file = Data("RIFF".utf8)
        file.append(littleEndian: UInt32(36 + samples.count))
        file += Data("WAVEfmt ".utf8)
        file.append(littleEndian: UInt32(16))
        file.append(littleEndian: UInt16(1))
        file.append(littleEndian: UInt16(1))
        file.append(littleEndian: UInt32(rate))
        file.append(littleEndian: UInt32(rate * 2))
        file.append(littleEndian: UInt16(2))
        file.append(littleEndian: UInt16(16))
        file += Data("data".utf8)
        file.append(littleEndian: UInt32(samples.count))
        return file + samples
    }
}

extension Data {
    fileprivate mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
