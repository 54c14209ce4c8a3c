// A mix of what system programs do: records and pointers, short texts, small procedures, choices by
// kind, 32-bit arithmetic. It keeps the accounts of a shop.

#pragma GCC optimize("O2", "no-tree-loop-distribute-patterns") // there is no memcpy to call

#include "../checksum.h"

#define ACCOUNTS 64
#define NAME_BYTES 32
#define EXPECTED UINT64_C(0x7bd60d0b628ab8b9)

BOHR_PARAMETER rounds = 13000;

enum kind { DEPOSIT, WITHDRAWAL, INTEREST, TRANSFER, AUDIT };

struct account {
  struct account *next;
  enum kind last;
  int32_t balance;
  int32_t movements;
  char name[NAME_BYTES];
};

static struct account accounts[ACCOUNTS];
static struct account *by_name[26];

__attribute__((noinline)) static int compare_texts(const char *left, const char *right) {
  while (*left != 0 && *left == *right) {
    left++;
    right++;
  }
  return (unsigned char)*left - (unsigned char)*right;
}

__attribute__((noinline)) static void copy_text(char *to, const char *from) {
  while ((*to++ = *from++) != 0) {
  }
}

static void name_account(char *name, unsigned number) {
  static const char stem[] = "a customer with the number 00";
  copy_text(name, stem);
  name[0] = 'a' + number % 26;
  name[27] = '0' + number / 10;
  name[28] = '0' + number % 10;
}

__attribute__((noinline)) static void open_accounts(void) {
  for (unsigned letter = 0; letter < 26; letter++) {
    by_name[letter] = NULL;
  }
  for (unsigned i = 0; i < ACCOUNTS; i++) {
    struct account *account = &accounts[i];
    name_account(account->name, i);
    account->last = AUDIT;
    account->balance = 1000;
    account->movements = 0;
    account->next = by_name[i % 26];
    by_name[i % 26] = account;
  }
}

__attribute__((noinline)) static struct account *find(const char *name) {
  struct account *account = by_name[name[0] - 'a'];
  while (account != NULL && compare_texts(account->name, name) != 0) {
    account = account->next;
  }
  return account;
}

__attribute__((noinline)) static int32_t interest(int32_t balance, int32_t percent) {
  return balance * percent / 100;
}

__attribute__((noinline)) static void move(
    struct account *account, struct account *other, enum kind kind, int32_t amount) {
  switch (kind) {
    case DEPOSIT:
      account->balance += amount;
      break;
    case WITHDRAWAL:
      if (account->balance >= amount) {
        account->balance -= amount;
      }
      break;
    case INTEREST:
      account->balance += interest(account->balance & 0xffff, amount % 7);
      break;
    case TRANSFER:
      account->balance -= amount;
      other->balance += amount;
      break;
    case AUDIT:
      account->movements = 0;
      break;
  }
  account->last = kind;
  account->movements++;
}

__attribute__((noinline)) static uint64_t a_day(void) {
  char name[NAME_BYTES];
  open_accounts();
  random_begin();
  for (unsigned i = 0; i < 100; i++) {
    uint64_t draw = random_next();
    name_account(name, draw % ACCOUNTS);
    struct account *account = find(name);
    struct account *other = &accounts[(draw >> 8) % ACCOUNTS];
    move(account, other, (draw >> 16) % 5, (draw >> 24) % 1000);
  }
  uint64_t sum = 0;
  for (unsigned i = 0; i < ACCOUNTS; i++) {
    sum = checksum_add(sum, (uint32_t)accounts[i].balance);
    sum = checksum_add(sum, accounts[i].last + 8 * accounts[i].movements);
  }
  return sum;
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  for (int round = rounds; round > 0; round--) {
    bohr_assert(a_day() == EXPECTED);
  }
  bohr_done(0);
}
