import Testing

@testable import HelpdeskCore

struct FoldingTests {
    @Test(
        "Texts that people take for the same fold to the same",
        arguments: [
            ("ЁЛКА", "елка"), ("Ґанок", "ганок"), ("Їжак", "іжак"), ("об’єкт", "об'єкт"), ("Ще Й", "ще й"),
            ("CALL", "call"), ("и\u{306}од", "йод"), ("ÅNGSTRÖM", "ångström"), ("#42", "№42"),
        ])
    func folding(_ left: String, _ right: String) {
        #expect(Folding.fold(left) == Folding.fold(right))
    }

    @Test("Different letters stay different")
    func difference() {
        #expect(Folding.fold("мой") != Folding.fold("мои"))
    }
}
