import TerminalKit

extension BindingTable {
    /// The bindings that Cabdesk starts with.
    ///
    /// Every action of a text context has a function key beside its Ctrl- key, because some terminals do not send
    /// Ctrl- with a Cyrillic letter.
    public static let standard = BindingTable([
        Binding(.ticketList, [.up, .character("k")], .up),
        Binding(.ticketList, [.down, .character("j")], .down),
        Binding(.ticketList, [.pageUp, .control("b")], .pageUp),
        Binding(.ticketList, [.pageDown, .control("f"), .character(" ")], .pageDown),
        Binding(.ticketList, [.home, .character("g")], .first),
        Binding(.ticketList, [.end, .character("G")], .last),
        Binding(.ticketList, [.enter, .right, .character("l")], .open, footer: true),
        Binding(.ticketList, [.character("/"), .character(".")], .filter, footer: true),
        Binding(.ticketList, [.character("v"), .character("]")], .nextView, footer: true),
        Binding(.ticketList, [.character("V"), .character("[")], .previousView),
        Binding(.ticketList, [.escape], .back),

        Binding(.filter, [.enter], .choose, footer: true),
        Binding(.filter, [.escape], .back, footer: true),
        Binding(.filter, [.up], .up),
        Binding(.filter, [.down], .down),
        Binding(.filter, [.pageUp], .pageUp),
        Binding(.filter, [.pageDown], .pageDown),

        Binding(.ticket, [.character("r")], .reply, footer: true),
        Binding(.ticket, [.character("x")], .resolve, footer: true),
        Binding(.ticket, [.character("o")], .reopen, footer: true),
        Binding(.ticket, [.character("s")], .saveAttachment, footer: true),
        Binding(.ticket, [.escape, .left, .character("h"), .backspace], .back, footer: true),
        Binding(.ticket, [.up, .character("k")], .up),
        Binding(.ticket, [.down, .character("j")], .down),
        Binding(.ticket, [.pageUp, .control("b")], .pageUp),
        Binding(.ticket, [.pageDown, .control("f"), .character(" ")], .pageDown),
        Binding(.ticket, [.home, .character("g")], .first),
        Binding(.ticket, [.end, .character("G")], .last),

        Binding(.reply, [.control("s"), .function(2)], .send, footer: true),
        Binding(.reply, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.reply, [.control("r"), .function(8)], .removeFile, footer: true),
        Binding(.reply, [.escape], .leaveText, footer: true),

        Binding(.createText, [.control("s"), .function(2)], .send, footer: true),
        Binding(.createText, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.createText, [.control("r"), .function(8)], .removeFile, footer: true),
        Binding(.createText, [.tab], .nextField, footer: true),
        Binding(.createText, [.backTab], .previousField),
        Binding(.createText, [.escape], .leaveText, footer: true),

        Binding(.create, [.enter], .choose, footer: true),
        Binding(.create, [.control("s"), .function(2)], .send, footer: true),
        Binding(.create, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.create, [.control("r"), .function(8)], .removeFile, footer: true),
        Binding(.create, [.tab, .down, .character("j")], .nextField, footer: true),
        Binding(.create, [.backTab, .up, .character("k")], .previousField),
        Binding(.create, [.pageDown], .pageDown),
        Binding(.create, [.pageUp], .pageUp),
        Binding(.create, [.escape], .back),

        Binding(.topicList, [.enter, .tab], .choose, footer: true),
        Binding(.topicList, [.escape], .back, footer: true),
        Binding(.topicList, [.up], .up),
        Binding(.topicList, [.down], .down),
        Binding(.topicList, [.pageUp, .home], .first),
        Binding(.topicList, [.pageDown, .end], .last),

        Binding(.customerPage, [.up, .character("k")], .up),
        Binding(.customerPage, [.down, .character("j")], .down, footer: true),
        Binding(.customerPage, [.pageUp, .control("b")], .pageUp),
        Binding(.customerPage, [.pageDown, .control("f"), .character(" ")], .pageDown, footer: true),
        Binding(.customerPage, [.home, .character("g")], .first),
        Binding(.customerPage, [.end, .character("G")], .last),
        Binding(.customerPage, [.escape], .back),

        Binding(.help, [.escape, .character("?"), .function(1), .enter], .back, footer: true),
        Binding(.help, [.up, .character("k")], .up),
        Binding(.help, [.down, .character("j")], .down),
        Binding(.help, [.pageUp, .control("b")], .pageUp),
        Binding(.help, [.pageDown, .control("f"), .character(" ")], .pageDown),
        Binding(.help, [.home, .character("g")], .first),
        Binding(.help, [.end, .character("G")], .last),

        Binding(.files, [.up, .character("k")], .up),
        Binding(.files, [.down, .character("j")], .down),
        Binding(.files, [.enter], .choose, footer: true),
        Binding(.files, [.escape], .back, footer: true),

        Binding(.path, [.enter], .choose, footer: true),
        Binding(.path, [.tab], .complete, footer: true),
        Binding(.path, [.escape], .back, footer: true),

        Binding(.everywhere, [.character("1"), .alt("1")], .showTickets),
        Binding(.everywhere, [.character("2"), .alt("2")], .showCreate),
        Binding(.everywhere, [.character("3"), .alt("3")], .showCustomerPage),
        Binding(.everywhere, [.tab], .nextTab),
        Binding(.everywhere, [.backTab], .previousTab),
        Binding(.everywhere, [.control("l"), .function(5)], .syncNow),
        Binding(.everywhere, [.function(6)], .switchLanguage),
        Binding(.everywhere, [.function(7)], .switchTheme),
        Binding(.everywhere, [.function(1), .character("?"), .character(",")], .help, footer: true),
        Binding(.everywhere, [.control("q"), .character("q"), .function(10), .control("c")], .quit, footer: true),
    ])
}
