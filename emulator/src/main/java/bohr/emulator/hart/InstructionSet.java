package bohr.emulator.hart;

import java.util.ArrayList;
import java.util.List;

/// The instruction set RV64IMAFD_Zicsr_Zifencei_Zihintpause_Zicond_Zicbom_Zicboz_Zba_Zbb_Zbs with
/// Zalasr, Svinval, and machine, supervisor and user mode, as a table: encodings from chapter
/// "RV32/64G Instruction Set Listings" of the unprivileged ISA (20240411), from "Instruction Set
/// Listings" of the privileged one, and from the text of Zalasr. Decoder, disassembler and
/// assembler read these rows and no others; 16-bit forms of them are rows of [Compressed].
final class InstructionSet {

  /// Every row. Where two match, the earlier one is meant.
  static final List<Instruction> ROWS =
      List.of(
          // RV64I, chapters 2 and 4. Hints first: they are special cases of the rows below.
          row("slti",     0x00002013, 0x80007fff, Format.I,       Opcode.HINT),
          row("pause",    0x0100000f, 0xffffffff, Format.NONE,    Opcode.PAUSE),
          row("lui",      0x00000037, 0x0000007f, Format.UPPER,   Opcode.LUI),
          row("auipc",    0x00000017, 0x0000007f, Format.UPPER,   Opcode.AUIPC),
          row("jal",      0x0000006f, 0x0000007f, Format.JUMP,    Opcode.JAL),
          row("jalr",     0x00000067, 0x0000707f, Format.JUMP_REGISTER, Opcode.JALR),
          row("beq",      0x00000063, 0x0000707f, Format.BRANCH,  Opcode.BEQ),
          row("bne",      0x00001063, 0x0000707f, Format.BRANCH,  Opcode.BNE),
          row("blt",      0x00004063, 0x0000707f, Format.BRANCH,  Opcode.BLT),
          row("bge",      0x00005063, 0x0000707f, Format.BRANCH,  Opcode.BGE),
          row("bltu",     0x00006063, 0x0000707f, Format.BRANCH,  Opcode.BLTU),
          row("bgeu",     0x00007063, 0x0000707f, Format.BRANCH,  Opcode.BGEU),
          row("lb",       0x00000003, 0x0000707f, Format.LOAD,    Opcode.LB),
          row("lh",       0x00001003, 0x0000707f, Format.LOAD,    Opcode.LH),
          row("lw",       0x00002003, 0x0000707f, Format.LOAD,    Opcode.LW),
          row("ld",       0x00003003, 0x0000707f, Format.LOAD,    Opcode.LD),
          row("lbu",      0x00004003, 0x0000707f, Format.LOAD,    Opcode.LBU),
          row("lhu",      0x00005003, 0x0000707f, Format.LOAD,    Opcode.LHU),
          row("lwu",      0x00006003, 0x0000707f, Format.LOAD,    Opcode.LWU),
          row("sb",       0x00000023, 0x0000707f, Format.STORE,   Opcode.SB),
          row("sh",       0x00001023, 0x0000707f, Format.STORE,   Opcode.SH),
          row("sw",       0x00002023, 0x0000707f, Format.STORE,   Opcode.SW),
          row("sd",       0x00003023, 0x0000707f, Format.STORE,   Opcode.SD),
          row("addi",     0x00000013, 0x0000707f, Format.I,       Opcode.ADDI),
          row("slti",     0x00002013, 0x0000707f, Format.I,       Opcode.SLTI),
          row("sltiu",    0x00003013, 0x0000707f, Format.I,       Opcode.SLTIU),
          row("xori",     0x00004013, 0x0000707f, Format.I,       Opcode.XORI),
          row("ori",      0x00006013, 0x0000707f, Format.I,       Opcode.ORI),
          row("andi",     0x00007013, 0x0000707f, Format.I,       Opcode.ANDI),
          row("slli",     0x00001013, 0xfc00707f, Format.SHIFT,   Opcode.SLLI),
          row("srli",     0x00005013, 0xfc00707f, Format.SHIFT,   Opcode.SRLI),
          row("srai",     0x40005013, 0xfc00707f, Format.SHIFT,   Opcode.SRAI),
          row("add",      0x00000033, 0xfe00707f, Format.R,       Opcode.ADD),
          row("sub",      0x40000033, 0xfe00707f, Format.R,       Opcode.SUB),
          row("sll",      0x00001033, 0xfe00707f, Format.R,       Opcode.SLL),
          row("slt",      0x00002033, 0xfe00707f, Format.R,       Opcode.SLT),
          row("sltu",     0x00003033, 0xfe00707f, Format.R,       Opcode.SLTU),
          row("xor",      0x00004033, 0xfe00707f, Format.R,       Opcode.XOR),
          row("srl",      0x00005033, 0xfe00707f, Format.R,       Opcode.SRL),
          row("sra",      0x40005033, 0xfe00707f, Format.R,       Opcode.SRA),
          row("or",       0x00006033, 0xfe00707f, Format.R,       Opcode.OR),
          row("and",      0x00007033, 0xfe00707f, Format.R,       Opcode.AND),
          row("addiw",    0x0000001b, 0x0000707f, Format.I,       Opcode.ADDIW),
          row("slliw",    0x0000101b, 0xfe00707f, Format.SHIFT_WORD, Opcode.SLLIW),
          row("srliw",    0x0000501b, 0xfe00707f, Format.SHIFT_WORD, Opcode.SRLIW),
          row("sraiw",    0x4000501b, 0xfe00707f, Format.SHIFT_WORD, Opcode.SRAIW),
          row("addw",     0x0000003b, 0xfe00707f, Format.R,       Opcode.ADDW),
          row("subw",     0x4000003b, 0xfe00707f, Format.R,       Opcode.SUBW),
          row("sllw",     0x0000103b, 0xfe00707f, Format.R,       Opcode.SLLW),
          row("srlw",     0x0000503b, 0xfe00707f, Format.R,       Opcode.SRLW),
          row("sraw",     0x4000503b, 0xfe00707f, Format.R,       Opcode.SRAW),
          row("fence",    0x0000000f, 0x0000707f, Format.FENCE,   Opcode.FENCE),
          row("fence.i",  0x0000100f, 0x0000707f, Format.NONE,    Opcode.FENCE_I),
          row("ecall",    0x00000073, 0xffffffff, Format.NONE,    Opcode.ECALL),
          row("ebreak",   0x00100073, 0xffffffff, Format.NONE,    Opcode.EBREAK),

          // Zicsr, and the privileged instructions of machine mode.
          row("csrrw",    0x00001073, 0x0000707f, Format.CSR,     Opcode.CSRRW),
          row("csrrs",    0x00002073, 0x0000707f, Format.CSR,     Opcode.CSRRS),
          row("csrrc",    0x00003073, 0x0000707f, Format.CSR,     Opcode.CSRRC),
          row("csrrwi",   0x00005073, 0x0000707f, Format.CSR_IMMEDIATE, Opcode.CSRRWI),
          row("csrrsi",   0x00006073, 0x0000707f, Format.CSR_IMMEDIATE, Opcode.CSRRSI),
          row("csrrci",   0x00007073, 0x0000707f, Format.CSR_IMMEDIATE, Opcode.CSRRCI),
          row("mret",     0x30200073, 0xffffffff, Format.NONE,    Opcode.MRET),
          row("wfi",      0x10500073, 0xffffffff, Format.NONE,    Opcode.WFI),

          // Supervisor mode; Svinval.
          row("sret",     0x10200073, 0xffffffff, Format.NONE,    Opcode.SRET),
          row("sfence.vma", 0x12000073, 0xfe007fff, Format.SOURCES, Opcode.SFENCE_VMA),
          row("sinval.vma", 0x16000073, 0xfe007fff, Format.SOURCES, Opcode.SINVAL_VMA),
          row("sfence.w.inval", 0x18000073, 0xffffffff, Format.NONE, Opcode.SFENCE_W_INVAL),
          row("sfence.inval.ir", 0x18100073, 0xffffffff, Format.NONE, Opcode.SFENCE_INVAL_IR),

          // M.
          row("mul",      0x02000033, 0xfe00707f, Format.R,       Opcode.MUL),
          row("mulh",     0x02001033, 0xfe00707f, Format.R,       Opcode.MULH),
          row("mulhsu",   0x02002033, 0xfe00707f, Format.R,       Opcode.MULHSU),
          row("mulhu",    0x02003033, 0xfe00707f, Format.R,       Opcode.MULHU),
          row("div",      0x02004033, 0xfe00707f, Format.R,       Opcode.DIV),
          row("divu",     0x02005033, 0xfe00707f, Format.R,       Opcode.DIVU),
          row("rem",      0x02006033, 0xfe00707f, Format.R,       Opcode.REM),
          row("remu",     0x02007033, 0xfe00707f, Format.R,       Opcode.REMU),
          row("mulw",     0x0200003b, 0xfe00707f, Format.R,       Opcode.MULW),
          row("divw",     0x0200403b, 0xfe00707f, Format.R,       Opcode.DIVW),
          row("divuw",    0x0200503b, 0xfe00707f, Format.R,       Opcode.DIVUW),
          row("remw",     0x0200603b, 0xfe00707f, Format.R,       Opcode.REMW),
          row("remuw",    0x0200703b, 0xfe00707f, Format.R,       Opcode.REMUW),

          // A: Zalrsc and Zaamo.
          row("lr.w",     0x1000202f, 0xf9f0707f, Format.LOAD_RESERVED, Opcode.LR_W),
          row("lr.d",     0x1000302f, 0xf9f0707f, Format.LOAD_RESERVED, Opcode.LR_D),
          row("sc.w",     0x1800202f, 0xf800707f, Format.ATOMIC,  Opcode.SC_W),
          row("sc.d",     0x1800302f, 0xf800707f, Format.ATOMIC,  Opcode.SC_D),
          row("amoswap.w",0x0800202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOSWAP_W),
          row("amoswap.d",0x0800302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOSWAP_D),
          row("amoadd.w", 0x0000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOADD_W),
          row("amoadd.d", 0x0000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOADD_D),
          row("amoxor.w", 0x2000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOXOR_W),
          row("amoxor.d", 0x2000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOXOR_D),
          row("amoand.w", 0x6000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOAND_W),
          row("amoand.d", 0x6000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOAND_D),
          row("amoor.w",  0x4000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOOR_W),
          row("amoor.d",  0x4000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOOR_D),
          row("amomin.w", 0x8000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMIN_W),
          row("amomin.d", 0x8000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMIN_D),
          row("amomax.w", 0xa000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMAX_W),
          row("amomax.d", 0xa000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMAX_D),
          row("amominu.w",0xc000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMINU_W),
          row("amominu.d",0xc000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMINU_D),
          row("amomaxu.w",0xe000202f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMAXU_W),
          row("amomaxu.d",0xe000302f, 0xf800707f, Format.ATOMIC,  Opcode.AMOMAXU_D),

          // Zalasr. The suffix .aq or .rl comes from the ordering bits.
          row("lb",       0x3400002f, 0xfdf0707f, Format.LOAD_ACQUIRE, Opcode.LB_AQ),
          row("lh",       0x3400102f, 0xfdf0707f, Format.LOAD_ACQUIRE, Opcode.LH_AQ),
          row("lw",       0x3400202f, 0xfdf0707f, Format.LOAD_ACQUIRE, Opcode.LW_AQ),
          row("ld",       0x3400302f, 0xfdf0707f, Format.LOAD_ACQUIRE, Opcode.LD_AQ),
          row("sb",       0x3a00002f, 0xfa007fff, Format.STORE_RELEASE, Opcode.SB_RL),
          row("sh",       0x3a00102f, 0xfa007fff, Format.STORE_RELEASE, Opcode.SH_RL),
          row("sw",       0x3a00202f, 0xfa007fff, Format.STORE_RELEASE, Opcode.SW_RL),
          row("sd",       0x3a00302f, 0xfa007fff, Format.STORE_RELEASE, Opcode.SD_RL),

          // F and D.
          row("flw",       0x00002007, 0x0000707f, Format.F_LOAD, Opcode.FLW),
          row("fld",       0x00003007, 0x0000707f, Format.F_LOAD, Opcode.FLD),
          row("fsw",       0x00002027, 0x0000707f, Format.F_STORE, Opcode.FSW),
          row("fsd",       0x00003027, 0x0000707f, Format.F_STORE, Opcode.FSD),
          row("fmadd.s",   0x00000043, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FMADD_S),
          row("fmadd.d",   0x02000043, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FMADD_D),
          row("fmsub.s",   0x00000047, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FMSUB_S),
          row("fmsub.d",   0x02000047, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FMSUB_D),
          row("fnmsub.s",  0x0000004b, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FNMSUB_S),
          row("fnmsub.d",  0x0200004b, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FNMSUB_D),
          row("fnmadd.s",  0x0000004f, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FNMADD_S),
          row("fnmadd.d",  0x0200004f, 0x0600007f, Format.F_R4_ROUNDED, Opcode.FNMADD_D),
          row("fadd.s",    0x00000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FADD_S),
          row("fadd.d",    0x02000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FADD_D),
          row("fsub.s",    0x08000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FSUB_S),
          row("fsub.d",    0x0a000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FSUB_D),
          row("fmul.s",    0x10000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FMUL_S),
          row("fmul.d",    0x12000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FMUL_D),
          row("fdiv.s",    0x18000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FDIV_S),
          row("fdiv.d",    0x1a000053, 0xfe00007f, Format.F_R_ROUNDED, Opcode.FDIV_D),
          row("fsqrt.s",   0x58000053, 0xfff0007f, Format.F_UNARY_ROUNDED, Opcode.FSQRT_S),
          row("fsqrt.d",   0x5a000053, 0xfff0007f, Format.F_UNARY_ROUNDED, Opcode.FSQRT_D),
          row("fsgnj.s",   0x20000053, 0xfe00707f, Format.F_R, Opcode.FSGNJ_S),
          row("fsgnj.d",   0x22000053, 0xfe00707f, Format.F_R, Opcode.FSGNJ_D),
          row("fsgnjn.s",  0x20001053, 0xfe00707f, Format.F_R, Opcode.FSGNJN_S),
          row("fsgnjn.d",  0x22001053, 0xfe00707f, Format.F_R, Opcode.FSGNJN_D),
          row("fsgnjx.s",  0x20002053, 0xfe00707f, Format.F_R, Opcode.FSGNJX_S),
          row("fsgnjx.d",  0x22002053, 0xfe00707f, Format.F_R, Opcode.FSGNJX_D),
          row("fmin.s",    0x28000053, 0xfe00707f, Format.F_R, Opcode.FMIN_S),
          row("fmin.d",    0x2a000053, 0xfe00707f, Format.F_R, Opcode.FMIN_D),
          row("fmax.s",    0x28001053, 0xfe00707f, Format.F_R, Opcode.FMAX_S),
          row("fmax.d",    0x2a001053, 0xfe00707f, Format.F_R, Opcode.FMAX_D),
          row("fcvt.s.d",  0x40100053, 0xfff0007f, Format.F_UNARY_ROUNDED, Opcode.FCVT_S_D),
          row("fcvt.d.s",  0x42000053, 0xfff0007f, Format.F_UNARY_EXACT, Opcode.FCVT_D_S),
          row("feq.s",     0xa0002053, 0xfe00707f, Format.F_COMPARE, Opcode.FEQ_S),
          row("feq.d",     0xa2002053, 0xfe00707f, Format.F_COMPARE, Opcode.FEQ_D),
          row("flt.s",     0xa0001053, 0xfe00707f, Format.F_COMPARE, Opcode.FLT_S),
          row("flt.d",     0xa2001053, 0xfe00707f, Format.F_COMPARE, Opcode.FLT_D),
          row("fle.s",     0xa0000053, 0xfe00707f, Format.F_COMPARE, Opcode.FLE_S),
          row("fle.d",     0xa2000053, 0xfe00707f, Format.F_COMPARE, Opcode.FLE_D),
          row("fclass.s",  0xe0001053, 0xfff0707f, Format.F_TO_X, Opcode.FCLASS_S),
          row("fclass.d",  0xe2001053, 0xfff0707f, Format.F_TO_X, Opcode.FCLASS_D),
          row("fcvt.w.s",  0xc0000053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_W_S),
          row("fcvt.w.d",  0xc2000053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_W_D),
          row("fcvt.wu.s", 0xc0100053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_WU_S),
          row("fcvt.wu.d", 0xc2100053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_WU_D),
          row("fcvt.l.s",  0xc0200053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_L_S),
          row("fcvt.l.d",  0xc2200053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_L_D),
          row("fcvt.lu.s", 0xc0300053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_LU_S),
          row("fcvt.lu.d", 0xc2300053, 0xfff0007f, Format.F_TO_X_ROUNDED, Opcode.FCVT_LU_D),
          row("fmv.x.w",   0xe0000053, 0xfff0707f, Format.F_TO_X, Opcode.FMV_X_W),
          row("fmv.x.d",   0xe2000053, 0xfff0707f, Format.F_TO_X, Opcode.FMV_X_D),
          row("fcvt.s.w",  0xd0000053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_S_W),
          row("fcvt.d.w",  0xd2000053, 0xfff0007f, Format.X_TO_F_EXACT, Opcode.FCVT_D_W),
          row("fcvt.s.wu", 0xd0100053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_S_WU),
          row("fcvt.d.wu", 0xd2100053, 0xfff0007f, Format.X_TO_F_EXACT, Opcode.FCVT_D_WU),
          row("fcvt.s.l",  0xd0200053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_S_L),
          row("fcvt.d.l",  0xd2200053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_D_L),
          row("fcvt.s.lu", 0xd0300053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_S_LU),
          row("fcvt.d.lu", 0xd2300053, 0xfff0007f, Format.X_TO_F_ROUNDED, Opcode.FCVT_D_LU),
          row("fmv.w.x",   0xf0000053, 0xfff0707f, Format.X_TO_F, Opcode.FMV_W_X),
          row("fmv.d.x",   0xf2000053, 0xfff0707f, Format.X_TO_F, Opcode.FMV_D_X),

          // Zba.
          row("add.uw",    0x0800003b, 0xfe00707f, Format.R, Opcode.ADD_UW),
          row("sh1add",    0x20002033, 0xfe00707f, Format.R, Opcode.SH1ADD),
          row("sh1add.uw", 0x2000203b, 0xfe00707f, Format.R, Opcode.SH1ADD_UW),
          row("sh2add",    0x20004033, 0xfe00707f, Format.R, Opcode.SH2ADD),
          row("sh2add.uw", 0x2000403b, 0xfe00707f, Format.R, Opcode.SH2ADD_UW),
          row("sh3add",    0x20006033, 0xfe00707f, Format.R, Opcode.SH3ADD),
          row("sh3add.uw", 0x2000603b, 0xfe00707f, Format.R, Opcode.SH3ADD_UW),
          row("slli.uw",   0x0800101b, 0xfc00707f, Format.SHIFT, Opcode.SLLI_UW),

          // Zbb.
          row("andn",      0x40007033, 0xfe00707f, Format.R, Opcode.ANDN),
          row("orn",       0x40006033, 0xfe00707f, Format.R, Opcode.ORN),
          row("xnor",      0x40004033, 0xfe00707f, Format.R, Opcode.XNOR),
          row("clz",       0x60001013, 0xfff0707f, Format.UNARY, Opcode.CLZ),
          row("clzw",      0x6000101b, 0xfff0707f, Format.UNARY, Opcode.CLZW),
          row("ctz",       0x60101013, 0xfff0707f, Format.UNARY, Opcode.CTZ),
          row("ctzw",      0x6010101b, 0xfff0707f, Format.UNARY, Opcode.CTZW),
          row("cpop",      0x60201013, 0xfff0707f, Format.UNARY, Opcode.CPOP),
          row("cpopw",     0x6020101b, 0xfff0707f, Format.UNARY, Opcode.CPOPW),
          row("max",       0x0a006033, 0xfe00707f, Format.R, Opcode.MAX),
          row("maxu",      0x0a007033, 0xfe00707f, Format.R, Opcode.MAXU),
          row("min",       0x0a004033, 0xfe00707f, Format.R, Opcode.MIN),
          row("minu",      0x0a005033, 0xfe00707f, Format.R, Opcode.MINU),
          row("sext.b",    0x60401013, 0xfff0707f, Format.UNARY, Opcode.SEXT_B),
          row("sext.h",    0x60501013, 0xfff0707f, Format.UNARY, Opcode.SEXT_H),
          row("zext.h",    0x0800403b, 0xfff0707f, Format.UNARY, Opcode.ZEXT_H),
          row("rol",       0x60001033, 0xfe00707f, Format.R, Opcode.ROL),
          row("rolw",      0x6000103b, 0xfe00707f, Format.R, Opcode.ROLW),
          row("ror",       0x60005033, 0xfe00707f, Format.R, Opcode.ROR),
          row("rori",      0x60005013, 0xfc00707f, Format.SHIFT, Opcode.RORI),
          row("roriw",     0x6000501b, 0xfe00707f, Format.SHIFT_WORD, Opcode.RORIW),
          row("rorw",      0x6000503b, 0xfe00707f, Format.R, Opcode.RORW),
          row("orc.b",     0x28705013, 0xfff0707f, Format.UNARY, Opcode.ORC_B),
          row("rev8",      0x6b805013, 0xfff0707f, Format.UNARY, Opcode.REV8),

          // Zbs.
          row("bclr",      0x48001033, 0xfe00707f, Format.R, Opcode.BCLR),
          row("bclri",     0x48001013, 0xfc00707f, Format.SHIFT, Opcode.BCLRI),
          row("bext",      0x48005033, 0xfe00707f, Format.R, Opcode.BEXT),
          row("bexti",     0x48005013, 0xfc00707f, Format.SHIFT, Opcode.BEXTI),
          row("binv",      0x68001033, 0xfe00707f, Format.R, Opcode.BINV),
          row("binvi",     0x68001013, 0xfc00707f, Format.SHIFT, Opcode.BINVI),
          row("bset",      0x28001033, 0xfe00707f, Format.R, Opcode.BSET),
          row("bseti",     0x28001013, 0xfc00707f, Format.SHIFT, Opcode.BSETI),

          // Zicond.
          row("czero.eqz", 0x0e005033, 0xfe00707f, Format.R, Opcode.CZERO_EQZ),
          row("czero.nez", 0x0e007033, 0xfe00707f, Format.R, Opcode.CZERO_NEZ),

          // Zicbom and Zicboz.
          row("cbo.inval", 0x0000200f, 0xfff07fff, Format.CACHE_BLOCK, Opcode.CBO_INVAL),
          row("cbo.clean", 0x0010200f, 0xfff07fff, Format.CACHE_BLOCK, Opcode.CBO_CLEAN),
          row("cbo.flush", 0x0020200f, 0xfff07fff, Format.CACHE_BLOCK, Opcode.CBO_FLUSH),
          row("cbo.zero",  0x0040200f, 0xfff07fff, Format.CACHE_BLOCK_ZERO, Opcode.CBO_ZERO));

  private static final Instruction NONE = row("", 0, 0, Format.NONE, Opcode.ILLEGAL);

  /// Rows by bits 6:2 of the word, the major opcode.
  private static final Instruction[][] BY_MAJOR = byMajor();

  /// Rows by opcode, for the size and format of what a compressed instruction stands for.
  private static final Instruction[] BY_OPCODE = byOpcode();

  private InstructionSet() {}

  /// The row of a 32-bit `word`; one with the opcode ILLEGAL if there is none.
  static Instruction of(int word) {
    if ((word & 3) == 3) {
      for (Instruction row : BY_MAJOR[word >>> 2 & 31]) {
        if (row.matches(word)) {
          return row;
        }
      }
    }
    return NONE;
  }

  /// The row of `opcode`.
  static Instruction ofOpcode(int opcode) {
    return BY_OPCODE[opcode];
  }

  private static Instruction row(String mnemonic, int match, int mask, Format format, int opcode) {
    return new Instruction(mnemonic, match, mask, format, opcode);
  }

  private static Instruction[][] byMajor() {
    List<List<Instruction>> lists = new ArrayList<>();
    for (int major = 0; major < 32; major++) {
      lists.add(new ArrayList<>());
    }
    for (Instruction row : ROWS) {
      lists.get(row.match() >>> 2 & 31).add(row);
    }
    return lists.stream().map(l -> l.toArray(Instruction[]::new)).toArray(Instruction[][]::new);
  }

  private static Instruction[] byOpcode() {
    Instruction[] rows = new Instruction[Opcode.COUNT];
    rows[Opcode.ILLEGAL] = NONE;
    for (Instruction row : ROWS) {
      rows[row.opcode()] = row;
    }
    return rows;
  }
}
