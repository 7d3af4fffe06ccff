import Testing

@testable import HelpdeskModels

struct SafeFileNameTests {
    @Test(
        "A name from outside becomes a safe one",
        arguments: [
            ("photo.png", "photo.png"), ("../../etc/passwd", "passwd"), ("C:\\temp\\a.txt", "a.txt"), ("", "file"),
            ("..", "file"), ("/", "file"), (".bashrc", "bashrc"), ("-rf", "rf"), ("a\u{1B}[31mb\n.txt", "a[31mb.txt"),
            ("evil\u{202E}gnp.exe", "evilgnp.exe"), ("a\0b", "ab"), ("con.txt", "_con.txt"), ("NUL", "_NUL"),
            ("звіт за липень.pdf", "звіт за липень.pdf"), ("a:b?.txt", "a_b_.txt"), ("name. . ", "name"),
            ("\u{3164}", "file"), ("a\u{FE0F}\u{200D}\u{E0041}b", "ab"), ("CON .txt", "_CON .txt"),
            ("..\u{202E}..", "file"),
        ])
    func make(_ name: String, _ expected: String) {
        #expect(SafeFileName.make(from: name) == expected)
    }

    @Test(
        "A name of one character that is longer than any name is cut within it, and hides nothing",
        arguments: ["", ".pdf"])
    func longCharacter(_ ending: String) {
        let character = "a" + String(repeating: "\u{301}", count: 300)
        let name = SafeFileName.make(from: character + ending)
        #expect((200...255).contains(name.utf8.count))
        #expect(name.unicodeScalars.first == "a" && name.hasSuffix(ending))
        #expect(SafeFileName.numbered(name, 2).unicodeScalars.first == "a")
        #expect(SafeFileName.numbered(name, 2).utf8.count <= 255)
    }

    @Test("A name that is cut at a space or a dot does not end with it")
    func cutAtSpace() {
        let name = SafeFileName.make(from: String(repeating: "a", count: 254) + " b c")
        #expect(name == String(repeating: "a", count: 254))
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
