import Testing

@testable import HelpdeskCore

struct SafeFileNameTests {
    @Test(
        "A name from outside becomes a safe one",
        arguments: [
            ("photo.png", "photo.png"), ("../../etc/passwd", "passwd"), ("C:\\temp\\a.txt", "a.txt"), ("", "file"),
            ("..", "file"), ("/", "file"), (".bashrc", "bashrc"), ("-rf", "rf"), ("a\u{1B}[31mb\n.txt", "a[31mb.txt"),
            ("evil\u{202E}gnp.exe", "evilgnp.exe"), ("a\0b", "ab"), ("con.txt", "_con.txt"), ("NUL", "_NUL"),
            ("звіт за липень.pdf", "звіт за липень.pdf"), ("a:b?.txt", "a_b_.txt"), ("name. . ", "name"),
        ])
    func make(_ name: String, _ expected: String) {
        #expect(SafeFileName.make(from: name) == expected)
    }

    @Test("A long name is cut between characters and keeps its extension, numbered too")
    func long() {
        let name = SafeFileName.make(from: String(repeating: "ї", count: 300) + ".pdf")
        #expect(name.utf8.count <= 255)
        #expect(name.hasSuffix("ї.pdf"))
        let numbered = SafeFileName.numbered(name, 12)
        #expect(numbered.utf8.count <= 255)
        #expect(numbered.hasSuffix("ї (12).pdf"))
        #expect(SafeFileName.numbered("a.tar", 2) == "a (2).tar")
        #expect(SafeFileName.numbered("a", 2) == "a (2)")
    }
}
