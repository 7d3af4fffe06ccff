/// The ways in which terminals take pictures.
public enum PictureProtocol: String, Hashable, Sendable, CaseIterable {
    /// The graphics protocol of kitty; also Ghostty.
    case kitty
    /// Inline images of iTerm2 (OSC 1337); also WezTerm and mintty.
    case iterm
    /// Sixel graphics of the VT340; xterm, foot, mlterm, Konsole, Windows Terminal and others.
    case sixel
}

/// What a terminal can do with a picture, as far as it is known.
public struct PictureSupport: Hashable, Sendable {
    /// Nil for none: then a picture can be made of characters.
    public var format: PictureProtocol?
    /// A cell in pixels; nil if the terminal does not tell it.
    public var cell: PixelSize?
    /// Of characters that a picture is made of.
    public var colorDepth: ColorDepth

    public init(format: PictureProtocol? = nil, cell: PixelSize? = nil, colorDepth: ColorDepth = .mono) {
        self.format = format
        self.cell = cell
        self.colorDepth = colorDepth
    }
}

/// An extent in pixels.
public struct PixelSize: Hashable, Sendable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// What the environment says about pictures. A terminal that would show a sequence as text is never guessed at: each kind
/// of sequence is one that all terminals swallow, but a wrong guess leaves the reader without a picture.
public enum PictureDetection: Hashable, Sendable {
    case known(PictureProtocol)
    /// Its answer to the question for its attributes (DA1) will tell.
    case askTerminal
    /// There is something in between that swallows pictures, or shows them in the wrong place.
    case none

    /// The attribute of DA1 that stands for sixel graphics.
    public static let sixelAttribute = 4

    public init(environment: [String: String]) {
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        let type = environment["TERM"] ?? ""
        let program = environment["TERM_PROGRAM"] ?? ""
        // tmux and screen keep a screen of their own; whether they let anything through is not to be seen from inside.
        let isMultiplexed =
            ["TMUX", "STY", "ZELLIJ"].contains(where: isSet) || ["tmux", "screen"].contains { type.hasPrefix($0) }
        if isMultiplexed || ["", "dumb", "linux"].contains(type) {
            self = .none
        } else if type == "xterm-kitty" || type == "xterm-ghostty" {
            // TERM is the only variable that every terminal sets itself. All others may be left of another terminal, from
            // which this one was started.
            self = .known(.kitty)
        } else if type.hasPrefix("wezterm") {
            self = .known(.iterm)
        } else if type != "xterm-256color" || Self.othersMarks.contains(where: isSet) {
            self = .askTerminal
        } else if ["iTerm.app", "WezTerm", "mintty"].contains(program) || environment["LC_TERMINAL"] == "iTerm2" {
            self = .known(.iterm)
        } else if isSet("KITTY_WINDOW_ID") || program == "ghostty" {
            self = .known(.kitty)
        } else {
            self = .askTerminal
        }
    }

    /// Variables by which terminals make themselves known that take no pictures, or say so in their attributes.
    private static let othersMarks = [
        "XTERM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "VSCODE_INJECTION",
    ]
}
