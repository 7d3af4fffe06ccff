import Testing

@testable import HelpdeskCore

@Suite("Sets of row numbers")
struct SeqSetTests {
    @Test(
        "A list of numbers is read whatever stands between them",
        arguments: [
            ("", []), ("7", [7]), ("1,64,65", [65, 64, 1]), (",,3,,3,", [3]), ("100000,2", [100_000, 2]),
        ])
    func list(_ text: String, _ expected: [Int64]) {
        #expect(SeqSet(list: text).elements == expected)
        #expect(SeqSet(list: text) == SeqSet(expected))
    }
}
