public import Foundation

/// Changes JSON the way an attacker would.
public struct HostileJSON {
    private var generator: SeededGenerator

    public init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The replacements of a value, as JSON text.
    private static let values = [
        "null", "true", "0", "-1", "1.5", "1e400", "-1e400", "9223372036854775807", "-9223372036854775808",
        "18446744073709551616", "1e18", "[]", "{}", "\"\"", "\"9223372036854775807\"", "\"-9223372036854775808\"",
        #""../../etc/passwd""#, #""\u0000""#, #""\u001b[2J\u202e""#, #""00000000-0000-0000-0000-000000000000""#,
        #""0001-01-01T00:00:00.000Z""#, #""9999-12-31T23:59:59.999+23:59""#, "[null]", "[[[[[[]]]]]]", #"{"":null}"#,
    ]
    private static let mark = "@hostile@"

    /// The JSON with one to three values replaced or members removed; unchanged if it is not JSON.
    public mutating func change(_ data: Data) -> Data {
        guard var value = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) else { return data }
        for _ in 0...Int.random(in: 0...2, using: &generator) { value = changed(value) }
        guard
            let written = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
        else { return data }
        var text = String(decoding: written, as: UTF8.self)
        while let range = text.range(of: "\"\(Self.mark)\"") {
            text.replaceSubrange(range, with: Self.values.randomElement(using: &generator) ?? "null")
        }
        return Data(text.utf8)
    }

    private mutating func changed(_ value: Any) -> Any {
        let staysHere = Int.random(in: 0..<6, using: &generator) == 0
        if var members = value as? [String: Any], !members.isEmpty, !staysHere {
            guard let key = members.keys.sorted().randomElement(using: &generator) else { return value }
            if Int.random(in: 0..<8, using: &generator) == 0 {
                members[key] = nil
            } else {
                members[key] = changed(members[key] ?? Self.mark)
            }
            return members
        }
        if var items = value as? [Any], !items.isEmpty, !staysHere {
            let index = Int.random(in: items.indices, using: &generator)
            if Int.random(in: 0..<8, using: &generator) == 0 {
                items.append(items[index])
            } else {
                items[index] = changed(items[index])
            }
            return items
        }
        return Self.mark
    }
}
