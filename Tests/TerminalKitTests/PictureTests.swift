import Foundation
import TerminalKit
import Testing

@Suite("Pictures")
struct PictureTests {
    @Test(
        "What the environment says about pictures",
        arguments: [
            ("TERM=xterm-kitty", .known(.kitty)), ("TERM=xterm-ghostty", .known(.kitty)),
            ("TERM=xterm-256color KITTY_WINDOW_ID=1", .known(.kitty)),
            ("TERM=xterm-256color TERM_PROGRAM=iTerm.app", .known(.iterm)),
            ("TERM=xterm-256color LC_TERMINAL=iTerm2", .known(.iterm)),
            ("TERM=xterm-256color TERM_PROGRAM=WezTerm", .known(.iterm)), ("TERM=wezterm", .known(.iterm)),
            // From which another terminal was started, which does not know itself by that name.
            ("TERM=xterm-256color KITTY_WINDOW_ID=1 XTERM_VERSION=XTerm(390)", .askTerminal),
            ("TERM=foot KITTY_WINDOW_ID=1", .askTerminal), ("TERM=xterm-256color VTE_VERSION=7006", .askTerminal),
            ("TERM=xterm-256color", .askTerminal), ("TERM=xterm", .askTerminal),
            ("TERM=tmux-256color", .none), ("TERM=xterm-kitty TMUX=/tmp/tmux,1,0", .none),
            ("TERM=screen.xterm-256color KITTY_WINDOW_ID=1", .none), ("TERM=xterm-256color STY=1.pts", .none),
            ("TERM=linux", .none), ("TERM=dumb", .none), ("", .none),
        ] as [(String, PictureDetection)])
    func detection(environment: String, expected: PictureDetection) {
        let pairs = environment.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        #expect(
            PictureDetection(environment: Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })) == expected)
    }

    /// The beginnings of files of 300 x 200 pixels.
    private static let heads: [(PictureHeader.Kind, [UInt8])] = [
        (
            .png,
            [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + [0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 1, 44, 0, 0, 0, 200]
        ),
        (.gif, Array("GIF89a".utf8) + [44, 1, 200, 0]),
        (
            .jpeg,
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xFF, 0xC4, 0, 3, 0, 0xFF, 0xC2, 0, 17, 8, 0, 200, 1, 44, 3]
        ),
        (.bmp, Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0, 44, 1, 0, 0, 56, 255, 255, 255]),
        (
            .webp,
            Array("RIFF....WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 43, 1, 0, 199, 0, 0]
        ),
    ]

    @Test("A file's kind and size are in its first bytes, and nothing is read beyond them", arguments: heads)
    func headers(kind: PictureHeader.Kind, head: [UInt8]) throws {
        let header = try #require(PictureHeader(head))
        #expect(header.kind == kind)
        #expect(header.size == PixelSize(width: 300, height: 200))
        for count in 0..<head.count { _ = PictureHeader(Array(head.prefix(count))) }
        #expect(PictureHeader(Array(head.prefix(9))) == nil)
        #expect(PictureHeader(Array("%PDF-1.7".utf8)) == nil)
    }

    @Test("A PNG that was cut off is not whole")
    func cut() throws {
        let head = Self.heads[0].1 + [8, 2, 0, 0, 0, 1, 2, 3, 4]
        let file = head + [0, 0, 0, 0] + Array("IEND".utf8) + [1, 2, 3, 4]
        let header = try #require(PictureHeader(file))
        #expect(header.isWhole(file))
        for count in 24..<file.count { #expect(!header.isWhole(Array(file.prefix(count)))) }
    }

    @Test("A picture keeps its proportions and its room, and is never larger than it is")
    func sizes() {
        let room = Size(rows: 20, columns: 60)
        let cell = PixelSize(width: 10, height: 20)
        func size(_ width: Int, _ height: Int) -> Size {
            Picture.size(of: PixelSize(width: width, height: height), in: room, cell: cell)
        }
        #expect(size(1200, 400) == Size(rows: 10, columns: 60))
        #expect(size(100, 2000) == Size(rows: 20, columns: 2))
        #expect(size(35, 20) == Size(rows: 1, columns: 4))
        #expect(size(1, 1) == Size(rows: 1, columns: 1))
        #expect(size(60_000, 1) == Size(rows: 1, columns: 60))
    }

    @Test("kitty gets a PNG in pieces, answers nothing and frees it; iTerm2 gets the file")
    func sequences() throws {
        let file = Self.heads[0].1 + [UInt8](repeating: 7, count: 6000)
        let header = try #require(PictureHeader(file))
        let room = Size(rows: 20, columns: 60)
        let kitty = try #require(
            Picture(file: file, header: header, for: PictureSupport(format: .kitty), room: room))
        let text = String(decoding: kitty.sequence, as: UTF8.self)
        let parts = text.split(separator: "\u{1B}\\")
        #expect(parts.count == 2)
        #expect(parts[0].hasPrefix("\u{1B}_Ga=T,f=100,"))
        for key in ["q=2", "C=1", "c=30", "r=10", "m=1"] { #expect(parts[0].prefix(80).contains(key), "\(key)") }
        #expect(parts[1].hasPrefix("\u{1B}_Gm=0;"))
        #expect(parts.allSatisfy { $0.count < 4200 })
        #expect(kitty.removal.hasPrefix("\u{1B}_Ga=d,d=I,"))
        let iterm = try #require(
            Picture(file: file, header: header, for: PictureSupport(format: .iterm), room: room))
        let sequence = String(decoding: iterm.sequence, as: UTF8.self)
        #expect(sequence.hasPrefix("\u{1B}]1337;File=inline=1;size=\(file.count);width=30;height=10;"))
        #expect(sequence.hasSuffix("\u{07}"))
        #expect(sequence.count { $0 == "\u{1B}" } == 1)
        #expect(iterm.removal.isEmpty)
        #expect(Picture(file: file, header: header, for: PictureSupport(format: .sixel), room: room) == nil)
        #expect(Picture(file: file, header: header, for: PictureSupport(), room: room) == nil)
    }
}

@Suite("Converted pictures")
struct ConvertedPictureTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Two pixels of 32 bits.
    private static let kitty =
        "\u{1B}_Ga=T,f=32,s=2,v=1,c=1,r=1,m=1\u{1B}\\\u{1B}_Gm=1;AAAAAAAA\u{1B}\\\u{1B}_Gm=0;AAA=\u{1B}\\"
    private static let iterm = "\u{1B}]1337;File=inline=1;width=2;height=1;preserveAspectRatio=0:SUkqAA==\u{07}"
    private static let sixel = "\u{1B}P0;1;0q\"1;1;4;12#0;2;0;0;98#0!3~@$-~~\u{1B}\\"

    @Test("What chafa writes is taken apart")
    func good() throws {
        let kitty = try #require(ConvertedPicture.kitty(bytes("\u{1B}[?25l\(Self.kitty)\n\u{1B}[?25h")))
        #expect(kitty.content == .pixels(bytes("AAAAAAAAAAA="), bits: 32, PixelSize(width: 2, height: 1)))
        #expect(kitty.cells == Size(rows: 1, columns: 1))
        let iterm = try #require(ConvertedPicture.iterm(bytes(Self.iterm + "\n")))
        #expect(iterm.content == .file(bytes("SUkqAA=="), count: 4))
        #expect(iterm.cells == Size(rows: 1, columns: 2))
        let sixel = try #require(ConvertedPicture.sixel(bytes(Self.sixel)))
        #expect(sixel.size == PixelSize(width: 4, height: 12))
        #expect(sixel.content == .sixel(bytes("\"1;1;4;12#0;2;0;0;98#0!3~@$-~~")))
        let symbols = try #require(
            ConvertedPicture.symbols(
                bytes("\u{1B}[0m\u{1B}[38;5;160;48;2;1;2;3m▄\u{1B}[7m▀\u{1B}[0m\n \u{1B}[31;107mx\u{1B}[0m\n"),
                in: Size(rows: 2, columns: 2)))
        #expect(symbols.map { $0.map(\.text) } == [["▄", "▀"], [" ", "x"]])
        #expect(symbols[0][0].style == Style(foreground: .indexed(160), background: .rgb(1, 2, 3)))
        #expect(symbols[0][1].style.attributes == .reverse)
        #expect(symbols[1][1].style == Style(foreground: .indexed(1), background: .indexed(15)))
    }

    /// Sequences that would do something else to a terminal: the clipboard, its title, a file, answers, other screens.
    private static let hostile = [
        "\u{1B}]52;c;AAAA\u{07}", "\u{1B}]2;title\u{07}", "\u{1B}[2J", "\u{1B}[6n", "\u{1B}[?1049l", "\u{1B}c",
        "\u{1B}P$qm\u{1B}\\",
        "\u{1B}_Ga=T,t=f,f=100;L2V0Yy9wYXNzd2Q=\u{1B}\\", "\u{1B}]1337;File=inline=0;width=1;height=1:AAAA\u{07}",
        "\u{1B}]1337;SetMark\u{07}", "text", "\u{9B}2J", "\u{1B}[", "\u{1B}", "\u{1B}_G", "\u{1B}]1337;File=",
    ]

    @Test("Whatever else is written makes all of it unusable", arguments: hostile)
    func refused(sequence: String) {
        for (good, read) in [
            (Self.kitty, { ConvertedPicture.kitty($0) != nil }), (Self.iterm, { ConvertedPicture.iterm($0) != nil }),
            (Self.sixel, { ConvertedPicture.sixel($0) != nil }),
        ] as [(String, ([UInt8]) -> Bool)] {
            #expect(read(bytes(good)))
            #expect(!read(bytes(sequence + good)), "before \(good.debugDescription)")
            #expect(!read(bytes(good + sequence)), "behind \(good.debugDescription)")
        }
        if sequence != "text" {
            #expect(ConvertedPicture.symbols(bytes("x\n" + sequence), in: Size(rows: 9, columns: 90)) == nil)
        }
    }

    @Test(
        "Data that is not what it says is no picture",
        arguments: [
            "a=T,t=f,f=32,s=1,v=1,c=1,r=1,m=0;AAAAAA==", "a=q,f=32,s=1,v=1,c=1,r=1,m=0;AAAAAA==",
            "a=T,f=32,s=1,v=1,c=1,r=1,m=0;AAAAAAAAAAAA", "a=T,f=32,s=9,v=9,c=1,r=1,m=0;AAAAAA==",
            "a=T,f=32,s=1,v=1,c=1,r=1,m=0;AA\u{07}AAA=", "a=T,f=32,s=-1,v=-1,c=1,r=1,m=0;AAAAAA==",
            "a=T,f=32,s=1,v=1,c=1,r=1,o=z,m=0;AAAAAA==", "a=T,f=100,m=0;AAAAAA==", "",
        ])
    func pixels(body: String) {
        #expect(ConvertedPicture.kitty(bytes("\u{1B}_G\(body)\u{1B}\\")) == nil)
    }

    @Test(
        "Sixel data has only what sixel data has, and ends",
        arguments: ["~\u{05}~", "!9999999~", "!~", "й", "", "~~A a"])
    func sixels(body: String) {
        #expect(ConvertedPicture.sixel(bytes("\u{1B}Pq\(body)\u{1B}\\")) == nil)
    }

    @Test(
        "Characters stay in their room, and are one column wide each",
        arguments: ["xxx", "x\nx\nx", "漢", "e\u{301}", "\t", "\u{08}"])
    func symbols(text: String) {
        #expect(ConvertedPicture.symbols(bytes(text), in: Size(rows: 2, columns: 2)) == nil)
    }
}
