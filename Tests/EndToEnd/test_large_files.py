"""Files of any size take the same memory, on both sides."""

import os

from harness.large import carry

# In bytes. LARGE_FILE=2147483648 is the largest that the desk takes, and more than 32 bits with a sign hold.
SIZE = int(os.environ.get("LARGE_FILE", 96 << 20))


def test_a_large_file_goes_there_and_back_in_constant_memory(client, own_desk, tmp_path):
    client.sign_in(own_desk, own_desk.user("customer"))
    small = carry(client, own_desk, tmp_path, 1 << 20, "Small")
    large = carry(client, own_desk, tmp_path, SIZE, "Large")
    print(large)
    assert small.is_same and large.is_same
    assert large.client_up - small.client_up < 32 << 20
    assert large.client_down - small.client_down < 32 << 20
    assert large.desk_down - small.desk_down < 48 << 20
